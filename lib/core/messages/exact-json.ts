import { type JsonValue, parseJson } from "./json";

/** A JSON value for comparing: every text in it is a source text behind a mark, so that no number loses a digit. */
export type ExactJson = { readonly value: JsonValue };

const TEXT = "s";
const NUMBER = "n";

/** The value of a JSON text with numbers as they were written; undefined when it is no JSON. Linear, never throws. */
export function parseExactJson(text: string): ExactJson | undefined {
  return parseJson(text) === undefined ? undefined : exactJsonOf(text);
}

/** The same of a text that `parseJson` has taken; the check is not made again. */
export function exactJsonOf(text: string): ExactJson | undefined {
  const pieces: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const isText = code === 0x22;
    const isNumber = code === 0x2d || (code >= 0x30 && code <= 0x39);
    const end = isText ? textEnd(text, at) : isNumber ? numberEnd(text, at) : at + 1;
    if (isNumber) pieces.push(text.slice(copied, at), `"${NUMBER}${text.slice(at, end)}"`);
    else if (isText && !isName(text, end)) pieces.push(text.slice(copied, at), `"${TEXT}`, text.slice(at + 1, end));
    if (isNumber || (isText && !isName(text, end))) copied = end;
    at = end;
  }
  pieces.push(text.slice(copied));
  const value = parseUnbounded(pieces.join(""));
  return value === undefined ? undefined : { value };
}

/** A leaf as it is written in JSON. */
export function sourceOf(leaf: JsonValue): string {
  if (typeof leaf !== "string") return JSON.stringify(leaf);
  return leaf.startsWith(NUMBER) ? leaf.slice(1) : JSON.stringify(leaf.slice(1));
}

/** The text behind a text leaf; undefined for anything else. */
export function textOf(leaf: JsonValue): string | undefined {
  return typeof leaf === "string" && leaf.startsWith(TEXT) ? leaf.slice(1) : undefined;
}

/** The marks make it longer than the text that was checked, so the limit on length does not count again. */
function parseUnbounded(marked: string): JsonValue | undefined {
  try {
    return JSON.parse(marked);
  } catch {
    // Cannot happen after the check above; two texts that cannot be compared by field are compared by line.
    return undefined;
  }
}

function textEnd(text: string, openingQuote: number): number {
  let at = openingQuote + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}

function numberEnd(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && /[\d.eE+-]/.test(text[at] ?? "")) at++;
  return at;
}

/** Whether a string that ends here names a member. */
function isName(text: string, end: number): boolean {
  let at = end;
  while (at < text.length && /\s/.test(text[at] ?? "x")) at++;
  return text[at] === ":";
}
