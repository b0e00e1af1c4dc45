import { isProgramName } from "./program-names";
import { isTellingName } from "./telling-names";

/** Scripts that put spaces between words: there a quote inside a word is an apostrophe. Elsewhere it stands as it is. */
const SPACED = String.raw`\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}\p{N}`;
const OPENING = String.raw`(?<![${SPACED}\\]|<[a-z*]{1,8}>)`;
const CLOSING = `(?![${SPACED}])`;
const ANY_QUOTE = /["'`“„‘«「『]/;
const QUOTED = new RegExp(
  [
    String.raw`"((?:[^"\\\n]|\\.){0,600})"`,
    String.raw`\\"((?:[^"\\\n]|\\[^"]){0,600})\\"`,
    String.raw`'((?:[^'\\\n]|\\.|''(?=[\p{L}\p{N}])){0,600})'`,
    String.raw`\x60([^\x60'\n]{0,600})['\x60]`,
    "“([^“”\\n]{0,600})”",
    "„([^„“”\\n]{0,600})[“”]",
    "‘([^‘’\\n]{0,600})’",
    "«([^«»\\n]{0,600})»",
    "「([^「」\\n]{0,600})」",
    "『([^『』\\n]{0,600})』",
  ]
    .map((quote) => `${OPENING}${quote}${CLOSING}`)
    .join("|"),
  "gu",
);
/** Python's and SQL's letter in front of a literal: `b'…'`, `u'…'`, `N'…'`. */
const LITERAL_PREFIX = /(?<![\p{L}\p{N}_'"])[bBuUrRNE](?=['"])/gu;

const HTTP_REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /;
const TELLING_PAIR =
  /(?:([\p{L}_.-]{1,30})\s?=\s?|(?:^|[\s(])['"]?((?:[\p{L}_]{1,20}[._])?[\p{L}_]{0,20}code)['"]?:\s?|[{,]\s*['"]?([\p{L}_.-]{1,30})['"]?\s*:\s*)$/u;

/**
 * Quoted values become `'<*>'`, in any style of quotes. Kept, because they tell what failed: names of fields, columns
 * and functions, keys of maps, and texts under a telling name (`desc = "connection refused"`).
 */
export function replaceQuoted(text: string): string {
  if (!ANY_QUOTE.test(text)) return text;
  return text.replace(LITERAL_PREFIX, "").replace(QUOTED, (whole: string, ...found: unknown[]) => {
    const offset = Number(found.find((part) => typeof part === "number"));
    const content = String(found.find((part) => typeof part === "string") ?? "");
    return replaceOne(content, text, offset, whole.length);
  });
}

function replaceOne(content: string, text: string, offset: number, length: number): string {
  const before = text.slice(Math.max(0, offset - 40), offset);
  const after = text.slice(offset + length, offset + length + 30);
  if (/^\s*:/.test(after) && /[{,]\s*$/.test(before)) return content;
  const pair = TELLING_PAIR.exec(before);
  if (pair !== null && content !== "" && isTellingName(pair[1] ?? pair[2] ?? pair[3] ?? "")) return content;
  if (HTTP_REQUEST.test(content)) return content;
  return isProgramName(content, before, after) ? `'${content}'` : "'<*>'";
}
