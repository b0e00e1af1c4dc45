import { CAUSES_BY_TEXT } from "./cause-by-text";
import { CAUSES_BY_TYPE, SAYS_LITTLE } from "./cause-by-type";
import type { Cause } from "./cause-kind";
import { boundText } from "./normalise/clean-text";
import { withoutFrames } from "./normalise/stack-frames";

const TYPE_NAME =
  /(?<![\p{L}\p{N}_.])(?:[\p{L}_][\p{L}\p{N}_]{0,60}(?:\.|::)){0,12}[A-Z][\p{L}\p{N}_]{0,80}(?:Exception|Error|Fault|Failure|Timeout|Violation|Exceeded|NotFound|Denied|Unavailable|Expired|Refused|TooManyRequests|Throttled|DoesNotExist|NotAvailable|OutOfMemory|Conflict|Entrypoint)(?![\p{L}\p{N}_])/gu;
const CAUSED_BY = /(?:^|\n)\s*(?:Caused by|Root cause|--->):? /;
const MAX_TYPES = 12;

/** Words that beat any class: an unreachable host and a broken JSON come as errors of all sorts. */
const TEXT_KNOWS_BETTER =
  /fetch failed|failed to fetch|networkerror when attempting|\bin JSON\b|is not valid JSON|unexpected end of JSON|socket hang up|please (?:re)?try|try again (?:later|shortly|in )|\bECONNRESET\b|\bECONNREFUSED\b|(?:KeyError: |^\s*)['"](?:Records|body|detail|Message|requestContext|httpMethod)['"]\s*$/im;
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
  const wanted = TEXT_KNOWS_BETTER.test(text) ? byText(text) : undefined;
  return (
    wanted ??
    (parts.length > 1 ? causeIn(root) : undefined) ??
    causeIn(text, error.errorType) ?? { kind: "unknown", reason: "No rule knows this error text." }
  );
}

/** The class that says something, then the words, then a class that says little, then a name before a colon. */
function causeIn(text: string, errorType = ""): Cause | undefined {
  const types = [errorType, ...typesIn(text), ...namesIn(text, AWS_CODE)];
  const { text: said } = withoutFrames(text);
  return (
    byTypes(types.filter((type) => !SAYS_LITTLE.test(type))) ??
    byText(`${errorType} ${said}`) ??
    byTypes(types) ??
    byTypes(namesIn(text, LEADING_NAME))
  );
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

function byText(text: string): Cause | undefined {
  for (const rule of CAUSES_BY_TEXT) {
    const match = rule.pattern.exec(text);
    if (match !== null) return { kind: rule.kind, reason: `It says “${match[0].slice(0, 80).trim()}”: ${rule.says}.` };
  }
  return undefined;
}
