import { replacePeople } from "./people";
import { collapseRepeats } from "./repeats";

/** Several placeholders in a row are one: how many values a list holds says nothing about what went wrong. */
const SAME_AGAIN =
  /('?<(\*|time|duration|size|host|path|url|arn|email)>'?)(?:(?:\s{0,4}[,;|/\\:.+&_-]{1,2}\s{0,4}|\s{1,4}(?:(?:and|or) )?)\1)+/g;
const LITERALS = /(?<=[(,] ?)(?:true|false|null)(?= ?[,)])|(?<=[:=] ?)(?:true|false)(?![\p{L}\p{N}_])/giu;
const GROUPS_AGAIN = /(\((?:'?<\*>'?(?:, ?)?){1,20}\))(?:, ?\1)+/g;
const SIGNED = /(^|[\s=:([,_'"@#])[-+](?=<(?:\*|duration|size)>)/g;
const LENGTHS =
  /<\*> ?(?:ns|us|µs|μs|ms|msecs?|millis(?:econds?)?|s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|days?)(?![\p{L}\p{N}_])/giu;
const SIZES = /<\*> ?(?:[kmgtp]i?b|bytes?|[kmgt]?bps|[kmgt]bit\/s)(?![\p{L}\p{N}_])/giu;
const PLURAL_Y = /(<\*> \p{L}{2,30})ies(?![\p{L}\p{N}_])/gu;
const PLURAL =
  /(<\*> (?!(?:does|has|was|its|as|always|perhaps|goes|says|needs|exists|fails|times)(?![\p{L}\p{N}_]))\p{L}{2,30}[^sui\P{L}])s(?![\p{L}\p{N}_])/gu;
const ASIDE = /(<(\*|host|path|time|duration|size)>) \((?:<\2>)?\)/g;
const ADJACENT =
  /(<(?:\*|time|duration|size|host|path|url|arn|email)>)(?:<(?:\*|time|duration|size|host|path|url|arn|email)>)+/g;
const ABOUT = /(?<=^|[\s=:([,])[<>~≈≤≥]=?(?=<(?:\*|duration|size)>)/g;
const HOW_LONG =
  /\b(?:(lifetime|duration|elapsed|uptime|took|waited|age|ttl|timeout|latency|delay|interval)([:=]? ?)<(?:\*|time)>|(after|within) <\*>)(?=$|[,.;)\]](?:\s|$))/gi;
const PREFIXES =
  /^(?:[[(]?<time>[\])]?[\s:,;|-]*|RequestId: <\*>\s+(?=\S)|<\*>[\s:|]+(?=(?:Task timed out|ERROR|Error)\b))+/;

/** Joins what the replacement of single values left in pieces, and drops time stamps and request ids in front. */
export function collapsePlaceholders(text: string): string {
  const constants = /true|false|null/i.test(text) ? text.replace(LITERALS, "<*>") : text;
  const named = replacePeople(constants.includes("<") ? joinPlaceholders(constants) : constants);
  const once = collapseRepeats(named);
  const withoutPrefix = once.replace(PREFIXES, "");
  return withoutPrefix.trim() === "" ? once : withoutPrefix;
}

function joinPlaceholders(text: string): string {
  return text
    .replace(ADJACENT, joinAdjacent)
    .replace(ABOUT, "")
    .replace(SIGNED, "$1")
    .replace(SAME_AGAIN, "$1")
    .replace(GROUPS_AGAIN, "$1")
    .replace(LENGTHS, "<duration>")
    .replace(SIZES, "<size>")
    .replace(SAME_AGAIN, "$1")
    .replace(PLURAL_Y, "$1y")
    .replace(PLURAL, "$1")
    .replace(ASIDE, "$1")
    .replace(HOW_LONG, lengthAfter);
}

function lengthAfter(_: string, noun: string | undefined, sign: string | undefined, preposition: string): string {
  return noun === undefined ? `${preposition} <duration>` : `${noun}${sign}<duration>`;
}

function joinAdjacent(_: string, first: string): string {
  return first === "<path>" || first === "<url>" ? first : "<*>";
}
