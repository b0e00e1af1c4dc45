export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** Deeper than any honest payload, and shallow enough that a recursive reader never meets the end of the stack. */
export const MAX_JSON_DEPTH = 100;

/** SQS allows 1 MiB, and a compressed body is opened to four times that; nothing longer is worth reading as JSON. */
const MAX_JSON_CHARACTERS = 4 * 1_048_576;

/**
 * The value of a JSON text for reading only: numbers may lose digits, so it must never be written back. Undefined
 * when it is no JSON, too long, or nested deeper than `MAX_JSON_DEPTH`. Never throws.
 */
export function parseJson(text: string): JsonValue | undefined {
  if (text.length > MAX_JSON_CHARACTERS || isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    // Anything may arrive in a body; "no JSON" is an answer here, not an error.
    return undefined;
  }
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own member of an object; names such as `__proto__` or `constructor` find nothing that the text did not carry. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A non-blank own text member. */
export function textMember(value: JsonValue | undefined, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === "string" && found.trim() !== "" ? found : undefined;
}

/**
 * The untouched source text of a top-level member of a valid JSON object: big numbers, spacing and key order as they
 * were sent. The last one wins when a name repeats, as in JSON.parse.
 */
export function rawMember(objectText: string, name: string): string | undefined {
  let at = objectText.indexOf("{") + 1;
  let found: string | undefined;
  while (at > 0 && at < objectText.length) {
    at = skipSpace(objectText, at);
    if (objectText[at] !== '"') break;
    const nameEnd = stringEnd(objectText, at);
    const isWanted = parseJson(objectText.slice(at, nameEnd)) === name;
    const valueStart = skipSpace(objectText, skipSpace(objectText, nameEnd) + 1);
    const end = valueEnd(objectText, valueStart);
    if (isWanted) found = objectText.slice(valueStart, end).trimEnd();
    at = end + 1;
  }
  return found;
}

/** The untouched source text of an item of a valid JSON list. Linear in what lies before it. */
export function rawItem(listText: string, index: number): string | undefined {
  let at = skipSpace(listText, 0) + 1;
  for (let passed = 0; at > 0 && at < listText.length; passed++) {
    const end = valueEnd(listText, at);
    if (passed === index) return listText.slice(at, end).trim() || undefined;
    if (listText[end] !== ",") return undefined;
    at = end + 1;
  }
  return undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text[at] ?? "x")) at++;
  return at;
}

function stringEnd(text: string, openingQuote: number): number {
  let at = openingQuote + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function valueEnd(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const character = text[at];
    if (character === '"') {
      at = stringEnd(text, at);
      continue;
    }
    if (character === "{" || character === "[") depth++;
    else if (character === "}" || character === "]") depth--;
    if (depth < 0 || (depth === 0 && character === ",")) return at;
    at++;
  }
  return at;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = stringEnd(text, at) - 1;
    else if (code === 0x7b || code === 0x5b) {
      if (++depth > MAX_JSON_DEPTH) return true;
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return false;
}
