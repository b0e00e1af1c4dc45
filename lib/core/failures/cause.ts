import { CAUSES_BY_TEXT } from "./cause-by-text";
import { CAUSES_BY_TYPE } from "./cause-by-type";
import type { Cause } from "./cause-kind";
import { boundText } from "./normalise/clean-text";

const TYPE_NAME =
  /(?<![\p{L}\p{N}_.])(?:[\p{L}_][\p{L}\p{N}_]{0,60}(?:\.|::)){0,12}[A-Z][\p{L}\p{N}_]{0,80}(?:Exception|Error|Fault|Failure|Timeout|Violation)(?![\p{L}\p{N}_])/gu;
const CAUSED_BY = /(?:^|\n)\s*(?:Caused by|Root cause|--->):? /;
const MAX_TYPES = 12;

/** A type that says nothing by itself about these texts: `fetch` reports an unreachable host as a TypeError. */
const TEXT_KNOWS_BETTER =
  /fetch failed|failed to fetch|networkerror when attempting|\bin JSON\b|is not valid JSON|unexpected end of JSON/i;

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
  const isWrapped = parts.length > 1;
  return (
    wanted ??
    (isWrapped ? (byTypes(typesIn(root)) ?? byText(root)) : undefined) ??
    byTypes([error.errorType ?? "", ...typesIn(text)]) ??
    byText(`${error.errorType ?? ""} ${text}`) ?? { kind: "unknown", reason: "No rule knows this error text." }
  );
}

function typesIn(text: string): string[] {
  return Array.from(text.matchAll(TYPE_NAME), (match) => match[0])
    .slice(0, MAX_TYPES)
    .map((name) => name.slice(name.lastIndexOf(".") + 1));
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
