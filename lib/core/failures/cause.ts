import { CAUSES_BY_TEXT } from "./cause-by-text";
import { CAUSES_BY_TYPE, SAYS_LITTLE } from "./cause-by-type";
import { CAUSES_BY_WORD } from "./cause-by-word";
import type { Cause, CauseRule } from "./cause-kind";
import { normaliseError } from "./normalise";
import { boundText } from "./normalise/clean-text";
import { withoutFrames } from "./normalise/stack-frames";

const TYPE_NAME =
  /(?<![\p{L}\p{N}_.])(?:[\p{L}_][\p{L}\p{N}_]{0,60}(?:\.|::)){0,12}[A-Z][\p{L}\p{N}_]{0,80}(?:Exception|Error|Fault|Failure|Timeout|Violation|Exceeded|NotFound|Denied|Unavailable|Expired|Refused|TooManyRequests|Throttled|DoesNotExist|NotAvailable|OutOfMemory|Conflict|Entrypoint)(?![\p{L}\p{N}_])/gu;
const CAUSED_BY = /(?:^|\n)[^\S\n]*(?:Caused by|Root cause|--->):? /;
const READ_FROM_PAYLOAD =
  /(?<![a-z])(?:event|record|message|msg|body|payload|detail|envelope|notification|data|item|request|job|params|content|json|input|attributes)s?\w{0,30}\[/i;
/** A class named by the message is not there: that is about the message, not about the code. */
const CLASS_MISSING = /ClassNotFound|NoClassDef/;
const CONVERSION = /Conversion|Deserializ|Decod|ObjectInputStream|type id/i;
const MAX_TYPES = 12;
const MAX_SPACED_CHARACTERS = 4000;

/** Words that beat any class: an unreachable host and a broken JSON come as errors of all sorts. */
const TEXT_KNOWS_BETTER =
  /fetch failed|failed to fetch|networkerror when attempting|\bin JSON\b|is not valid JSON|unexpected end of JSON|socket hang up|cluster_block_exception|HikariPool|QueuePool limit|please (?:re)?try|try again (?:later|shortly|in )|\bECONNRESET\b|\bECONNREFUSED\b|connect ETIMEDOUT|connect(?:ion)?(?: attempt)? time(?:d )?out|ConnectTimeout|(?:KeyError: |^[^\S\n]*)['"](?:Records|body|detail|Message|s3|Sns|requestContext|httpMethod)['"]\s*$|cannot read propert.{0,30}['"](?:Records|body|detail|Message|s3|Sns|requestContext)['"]|\bcannot connect\b|can.t connect|could not connect|unable to connect|failed to connect/im;
/** Codes of AWS, which have no suffix, in the places where its SDKs put them. */
const AWS_CODE =
  /An error occurred \((\w{3,80})\)|\bError Code: ?"?([\w.]{3,80})|<Code>(\w{3,80})<|"(?:__type|code|Code)": ?"(?:[\w.]{1,80}#)?([A-Z]\w{2,80})"/g;
const LEADING_NAME = /(?<![\w.:/-])([A-Z][a-z]+(?:[A-Z][a-z0-9]+)+)(?=:\s)/g;

/**
 * The cause an error names, by ordered rules: the root cause before what it was wrapped in, the class of the exception
 * before the words around it. Unknown is an answer; the reason says why.
 */
export function causeOf(error: { errorText?: string; errorType?: string }): Cause {
  const text = boundText(error.errorText ?? "");
  if (text.trim() === "" && !error.errorType) return { kind: "unknown", reason: "This message carries no error." };
  const parts = text.split(CAUSED_BY);
  const root = parts[parts.length - 1] ?? "";
  const wanted = missingInPayload(text) ?? (TEXT_KNOWS_BETTER.test(text) ? byText(text) : undefined);
  const isMessageClassMissing = parts.length > 1 && CLASS_MISSING.test(root) && CONVERSION.test(parts[0] ?? "");
  return (
    wanted ??
    (parts.length > 1 && !isMessageClassMissing ? tellingCauseIn(root) : undefined) ??
    tellingCauseIn(isMessageClassMissing ? (parts[0] ?? "") : text, error.errorType) ??
    byTypes([error.errorType ?? "", ...typesIn(text)]) ??
    byTypes(namesIn(text, LEADING_NAME)) ??
    byWord(`${error.errorType ?? ""} ${withoutFrames(text).text}`) ?? {
      kind: "unknown",
      reason: "No rule knows this error text.",
    }
  );
}

/** The class of an error that says something, else the words. */
function tellingCauseIn(text: string, errorType = ""): Cause | undefined {
  const types = [errorType, ...typesIn(text), ...namesIn(text, AWS_CODE)];
  return byTypes(types.filter((type) => !SAYS_LITTLE.test(type))) ?? byText(`${errorType} ${withoutFrames(text).text}`);
}

/** A key that the trace shows to be read from what was received: the payload lacks it, not the code. */
function missingInPayload(text: string): Cause | undefined {
  const key = /\bKeyError: (['"][^'"\n]{1,80}['"])/.exec(text)?.[1]?.slice(1, -1);
  if (key === undefined) return undefined;
  const isRead = text
    .split("\n")
    .some((line) => (line.includes(`["${key}"]`) || line.includes(`['${key}']`)) && READ_FROM_PAYLOAD.test(line));
  return isRead ? { kind: "schema", reason: `KeyError: the payload has no “${key}”.` } : undefined;
}

function typesIn(text: string): string[] {
  return Array.from(text.matchAll(TYPE_NAME), (match) => match[0])
    .slice(0, MAX_TYPES)
    .map((name) => name.slice(name.lastIndexOf(".") + 1));
}

function namesIn(text: string, names: RegExp): string[] {
  return Array.from(text.matchAll(names), (match) => match.slice(1).find((name) => name !== undefined) ?? "").slice(
    0,
    MAX_TYPES,
  );
}

function byTypes(types: string[]): Cause | undefined {
  for (const type of types) {
    const rule = CAUSES_BY_TYPE.find(({ pattern }) => pattern.test(type));
    if (rule !== undefined) return { kind: rule.kind, reason: `${type}: ${rule.says}.` };
  }
  return undefined;
}

function byText(text: string, rules: readonly CauseRule[] = CAUSES_BY_TEXT): Cause | undefined {
  for (const rule of rules) {
    const match = rule.pattern.exec(text);
    if (match !== null) return { kind: rule.kind, reason: `It says “${shown(match[0])}”: ${rule.says}.` };
  }
  return undefined;
}

/** Compound names taken apart, then read like a sentence and word by word. */
function byWord(text: string): Cause | undefined {
  const spaced = text
    .slice(0, MAX_SPACED_CHARACTERS)
    .replace(/([\p{Ll}\d])(?=\p{Lu})/gu, "$1 ")
    .replaceAll("_", " ")
    .toLowerCase();
  return byText(spaced) ?? byText(spaced, CAUSES_BY_WORD);
}

/** Some rules match what stands between their words too; reasons are told to people who may not read error texts. */
function shown(words: string): string {
  return normaliseError(words).slice(0, 80).trim();
}
