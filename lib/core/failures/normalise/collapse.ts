/** Several placeholders in a row are one: how many values a list holds says nothing about what went wrong. */
const SAME_AGAIN =
  /('?<(\*|time|duration|size|host|path|url|arn|email)>'?)(?:(?:\s{0,4}[,;|/:.+&_-]{1,2}\s{0,4}|\s{1,4}(?:(?:and|or) )?)\1)+/g;
const LITERALS = /(?<=[(,] ?)(?:true|false|null)(?= ?[,)])|(?<=[:=] ?)(?:true|false)(?![\p{L}\p{N}_])/giu;
const GROUPS_AGAIN = /(\((?:'?<\*>'?(?:, ?)?){1,20}\))(?:, ?\1)+/g;
const SIGNED = /(^|[\s=:([,_'"@#])[-+](?=<(?:\*|duration|size)>)/g;
const LENGTHS =
  /<\*> ?(?:ns|us|µs|μs|ms|msecs?|millis(?:econds?)?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?)(?![\p{L}\p{N}_])/giu;
const SIZES = /<\*> ?(?:[kmgtp]i?b|bytes?|[kmgt]?bps|[kmgt]bit\/s)(?![\p{L}\p{N}_])/giu;
const PLURAL_Y = /(<\*> \p{L}{2,30})ies(?![\p{L}\p{N}_])/gu;
const PLURAL = /(<\*> \p{L}{2,30}[^sui\P{L}])s(?![\p{L}\p{N}_])/gu;
const USER_NAME =
  /\b(users?|username) (?!(?:not|is|was|has|have|had|does|do|did|can|cannot|could|may|must|should|will|with|without|for|from|by|in|on|at|to|of|and|or|id|ids|name|names|agent|account|input|data|session|group|role|pool|type|service|profile|token|defined|already|login|logged|error|exception|interrupt|interrupted|cancelled|canceled|request|requests|mode|space|level|key|limit|quota)\b)[\p{L}_][\p{L}\p{N}_.-]{0,60}(?![\p{L}\p{N}_:.-])/giu;
const PREFIXES =
  /^(?:[[(]?<time>[\])]?[\s:,;|-]*|RequestId: <\*>\s+(?=\S)|<\*>[\s:|]+(?=(?:Task timed out|ERROR|Error)\b))+/;

/** Joins what the replacement of single values left in pieces, and drops time stamps and request ids in front. */
export function collapsePlaceholders(text: string): string {
  const joined = text
    .replace(SIGNED, "$1")
    .replace(LITERALS, "<*>")
    .replace(SAME_AGAIN, "$1")
    .replace(GROUPS_AGAIN, "$1")
    .replace(LENGTHS, "<duration>")
    .replace(SIZES, "<size>")
    .replace(SAME_AGAIN, "$1")
    .replace(PLURAL_Y, "$1y")
    .replace(PLURAL, "$1")
    .replace(USER_NAME, "$1 <*>");
  const withoutPrefix = joined.replace(PREFIXES, "");
  return withoutPrefix.trim() === "" ? joined : withoutPrefix;
}
