import type { Answer } from "./pattern";

type Test = (text: string, wanted: string) => boolean;

/** The test with both texts in one case; in doubt where lower and upper case give another answer, as with ß or İ. */
export function ignoringCase(test: Test, text: string, wanted: string): Answer {
  const lower = test(text.toLowerCase(), wanted.toLowerCase());
  const upper = test(text.toUpperCase(), wanted.toUpperCase());
  if (lower === upper) return lower;
  return { doubt: "it holds letters of which nobody documents how EventBridge ignores their case" };
}

export const isSame: Test = (text, wanted) => text === wanted;
export const startsWith: Test = (text, wanted) => text.startsWith(wanted);
export const endsWith: Test = (text, wanted) => text.endsWith(wanted);

/**
 * The parts of a wildcard between its asterisks; undefined when EventBridge would refuse it: two asterisks in a row, or a
 * backslash before anything but an asterisk or a backslash.
 */
export function wildcardParts(wildcard: string): readonly string[] | undefined {
  const parts = [""];
  for (let at = 0; at < wildcard.length; at++) {
    const character = wildcard.charAt(at);
    const next = wildcard.charAt(at + 1);
    if (character === "*") {
      if (next === "*") return undefined;
      parts.push("");
      continue;
    }
    if (character === "\\" && next !== "*" && next !== "\\") return undefined;
    if (character === "\\") at++;
    parts[parts.length - 1] += wildcard.charAt(at);
  }
  return parts;
}

/** Whether the parts stand in the text in this order, the first at its beginning and the last at its end. Linear per part. */
export function matchesWildcard(text: string, parts: readonly string[]): boolean {
  const [first = "", ...others] = parts;
  const last = others.pop();
  if (last === undefined) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return at <= end;
}
