import { isTellingName } from "./telling-names";

type Rule = readonly [pattern: RegExp, replacement: string];

const MONTH =
  "(?:Jan(?:uary|uar)?|Feb(?:ruary|ruar)?|Mar(?:ch)?|März|Apr(?:il)?|May|Mai|June?|Juni|July?|Juli|Aug(?:ust)?|Sept?(?:ember)?|O[ck]t(?:ober)?|Nov(?:ember)?|De[cz](?:ember)?|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)";
const DAY =
  "(?:Mon(?:day)?|Tue(?:sday)?|Wed(?:nesday)?|Thu(?:rsday)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)(?:,? {1,2})";
const CLOCK = String.raw`\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]\b)?`;
const CLOCK_IN_STAMP = String.raw`\d{1,2}(?::\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?|([.,-])\d{2}\1\d{2}(?:[.,]\d{1,9})?)`;
const ZONE = String.raw`(?: ?(?:Z|UTC|GMT|[ECMPA][SD]T|[CEW]ES?T|BST|IST|JST|KST|MSK|AE[SD]T|[+-]\d{2}:?\d{2})\b)?`;
const NOT_IN_WORD = String.raw`(?<![\p{L}\p{N}_])`;
const NOT_BEFORE_WORD = String.raw`(?![\p{L}\p{N}_]|\.\d)`;

function pattern(source: string, flags = "gu"): RegExp {
  return new RegExp(source, flags);
}

const TIMES: Rule[] = [
  String.raw`\d{4}(?:[-/]\d{1,2}[-/]\d{1,2}|\.\d{2}\.\d{2})(?:(?:T|[ _-]{1,2}|, ?|:)${CLOCK_IN_STAMP})?${ZONE}`,
  String.raw`\d{8}T\d{6}(?:\.\d{1,9})?Z?`,
  String.raw`(?:${DAY})?\d{1,2}\.?[ /-](?:de )?${MONTH}\.?[ /-](?:de )?\d{2,4}(?:[ :,]{1,2}${CLOCK})?${ZONE}`,
  String.raw`(?:${DAY})?${MONTH} {1,2}\d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?(?:,? ${CLOCK})?${ZONE}(?: (?:19|20)\d{2})?`,
  String.raw`(?:\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})(?:,? ${CLOCK})?${ZONE}`,
  String.raw`\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?: ?[AaPp][Mm])?${ZONE}`,
].map((source) => [pattern(`${NOT_IN_WORD}(?:${source})${NOT_BEFORE_WORD}`), "<time>"] as const);

const THINGS: Rule[] = [
  [
    pattern(String.raw`${NOT_IN_WORD}[A-Za-z][A-Za-z0-9+.:-]{1,30}:\/\/[^\s"'<>\x60|{}]*[^\s"'<>\x60|{}.,;:!?)\]]`),
    "<url>",
  ],
  [
    pattern(String.raw`${NOT_IN_WORD}arn:[a-z-]{2,20}:[a-z0-9-]{1,40}:[^\s"'<>,;()[\]{}]*[^\s"'<>,;()[\]{}.:]`),
    "<arn>",
  ],
  [
    pattern(
      String.raw`(?<![\p{L}\p{N}_.+-])[\p{L}\p{N}_.+-]{1,64}@[\p{L}\p{N}_-]{1,63}(?:\.[\p{L}\p{N}_-]{1,63}){1,8}(?![\p{L}\p{N}_])`,
    ),
    "<email>",
  ],
  [/(?<![0-9a-zA-Z])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-zA-Z])/gi, "<*>"],
  [/(?<![\p{L}\p{N}:-])(?:[0-9a-f]{2}[:-]){5,40}[0-9a-f]{2}(?![\p{L}\p{N}:-])/giu, "<*>"],
  [/\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/g, "<*>"],
];

const PATH =
  /(?<![\p{L}\p{N}_.>*)\]/\\])(?:[A-Za-z]:[\\/]|\\\\|~?\/|\.{1,2}[\\/])(?:[^\s"'<>|,;()[\]{}`]|<(?:time|host|\*)>)*(?:[^\s"'<>|,;()[\]{}`.:!?]|<(?:time|host|\*)>)/gu;
const ROOT = /(?<=\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) )\/(?= |$)/g;
const PAIR =
  /(?<![\p{L}\p{N}_])([\p{L}_][\p{L}\p{N}_.-]{0,60})( = |=)(?![=>])((?:[^\s,;|&()[\]{}"'`“«<>]|<[a-z*]{1,8}>)*)/gu;

const MARK_OF_THING = /:|@|-|eyJ/;

function replaceAll(text: string, rules: Rule[]): string {
  return rules.reduce((result, [rule, replacement]) => result.replace(rule, replacement), text);
}

/** Structures that span words or hold their own punctuation: times, URLs, ARNs, e-mail addresses, UUIDs, tokens. */
export function replacePhrases(text: string): string {
  const things = MARK_OF_THING.test(text) ? replaceAll(text, THINGS) : text;
  return /\d/.test(things) ? replaceAll(things, TIMES) : things;
}

/** File paths on Unix, Windows and UNC shares, with the line numbers that follow them. */
export function replacePaths(text: string): string {
  if (!/[\\/]/.test(text)) return text;
  return text
    .replace(ROOT, "<path>")
    .replace(PATH, (path) => (/^\/(?:[\w.-]*\/)?\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$/.test(path) ? "<host>" : "<path>"));
}

/** `key=value`: the value is the variable, unless the key says that it tells what happened (`code=`, `reason=` …). */
export function replacePairs(text: string): string {
  if (!text.includes("=")) return text;
  return text.replace(PAIR, (whole: string, key: string, sign: string, value: string, offset: number) => {
    const next = text[offset + whole.length] ?? "";
    if (value === "" && (sign === " = " || "\"'`“«[({<".includes(next || " "))) return whole;
    if (isTellingName(key)) return whole;
    return `${key}=<*>`;
  });
}
