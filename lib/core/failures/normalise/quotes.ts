import { isTellingName } from "./telling-names";

const OPENING = String.raw`(?<![\p{L}\p{N}\\])`;
const CLOSING = String.raw`(?![\p{L}\p{N}])`;
const QUOTED = new RegExp(
  [
    String.raw`"((?:[^"\\\n]|\\.){0,600})"`,
    String.raw`\\"((?:[^"\\\n]|\\[^"]){0,600})\\"`,
    String.raw`'((?:[^'\\\n]|\\.){0,600})'`,
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

/** Words after which a quoted name is part of the program or schema: the field is the failure, not this one's value. */
const NAMED_BEFORE =
  /(?:column|field|propert(?:y|ies)|attribute|key|parameter|param|argument|table|relation|constraint|index|module|package|method|function|type|class|reading|named?|schema|enum|element|variable|symbol|identifier|keyerror|attributeerror|nameerror)['"]?:? ?\(?$/i;
const NAMED_AFTER =
  /^ (?:is (?:a )?(?:required|not defined|not a function|missing|mandatory|not allowed|undefined)|object\b|cannot be null|must (?:not )?be|has no attribute)/i;
const PROGRAM_NAME = /^[\p{L}_$@][\p{L}\p{N}_$.[\]-]{0,60}$/u;
const HTTP_REQUEST = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) /;
const TELLING_PAIR = /(?:([\p{L}_.-]{1,30})\s?=\s?|[{,]\s*['"]?([\p{L}_.-]{1,30})['"]?\s*:\s*)$/u;

/**
 * Quoted values become `'<*>'`, in any style of quotes. Kept, because they tell what failed: names of fields, columns
 * and functions, keys of maps, and texts under a telling name (`desc = "connection refused"`).
 */
export function replaceQuoted(text: string): string {
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
  if (pair !== null && content !== "" && isTellingName(pair[1] ?? pair[2] ?? "")) return content;
  if (HTTP_REQUEST.test(content)) return content;
  const isNamed = NAMED_BEFORE.test(before) || NAMED_AFTER.test(after);
  if (isNamed && PROGRAM_NAME.test(content) && !/\d{2}/.test(content)) return `'${content}'`;
  return "'<*>'";
}
