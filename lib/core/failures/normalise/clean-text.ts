/** Error texts keep their sense at both ends: Java says what happened first, Python last. */
const HEAD_CHARACTERS = 24 * 1024;
const TAIL_CHARACTERS = 8 * 1024;

const ANSI_SEQUENCE = /(?![\t\n])\p{Cc}\[[\d;?]{0,32}[ -/]{0,4}[@-~]/gu;
const INVISIBLE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/gu;
/** Nothing that `cleanText` would have to spell otherwise. */
const PLAIN = /^[ -~\n\t]*$/;
const HTML_PAGE = /^\s*<(?:!doctype html|html\b)/i;
const XML_DOCUMENT = /^\s*<(?:\?xml\b|[A-Z]\w{0,40}[ >]|[\w-]{1,20}:\w{1,40}[ >])/;

/** Beginning and end of a long text; short ones unchanged. What follows then works on at most 32 KiB. */
export function boundText(text: string): string {
  if (text.length <= HEAD_CHARACTERS + TAIL_CHARACTERS) return text;
  return `${text.slice(0, HEAD_CHARACTERS)}\n${text.slice(-TAIL_CHARACTERS)}`;
}

/** One spelling for what looks alike: compatibility forms, line ends, colour codes, invisible characters, mark-up. */
export function cleanText(text: string): string {
  const bounded = boundText(text);
  if (PLAIN.test(bounded)) return unwrapped(bounded);
  // Compatibility forms may be many times longer than the letter they stand for, hence the second bound.
  const plain = boundText(bounded.normalize("NFKC"))
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(ANSI_SEQUENCE, "")
    .replace(/\t/g, "    ")
    .replace(INVISIBLE, "");
  return unwrapped(plain);
}

function unwrapped(text: string): string {
  const narrow = text.replace(/\t/g, "    ").replace(/ {9,}/g, "        ");
  return withoutOuterQuotes(withoutMarkup(narrow).trim());
}

function withoutMarkup(text: string): string {
  if (HTML_PAGE.test(text)) {
    const title = /<title>([^<]{1,300})<\/title>/i.exec(text)?.[1];
    return title ?? withoutTags(text);
  }
  return XML_DOCUMENT.test(text) && text.includes("</") ? withoutTags(text) : text;
}

function withoutTags(text: string): string {
  return text.replace(/<(?![a-z]{1,10}>|\*)[^<>]{1,500}>|<\/[^<>]{1,100}>/g, " ");
}

function withoutOuterQuotes(text: string): string {
  const quoted = /^(["'])([^"']{20,}[ ][^"']{2,})\1$/.exec(text);
  return quoted?.[2] ?? text;
}
