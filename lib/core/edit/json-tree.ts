import { parseJson } from "../messages/json";

/** A JSON value as a piece of its text: `text.slice(start, end)` is how it was written. */
export type JsonNode =
  | { readonly kind: "scalar" | "string"; readonly start: number; readonly end: number }
  | { readonly kind: "array"; readonly start: number; readonly end: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "object"; readonly start: number; readonly end: number; readonly members: readonly JsonMember[] };

export interface JsonMember {
  readonly name: string;
  /** Where the name's opening quote is, and where it ends. */
  readonly start: number;
  readonly nameEnd: number;
  readonly value: JsonNode;
}

/** The places of all values in a JSON text, members that repeat included; undefined when it is no JSON that we read. */
export function readTree(text: string): JsonNode | undefined {
  return parseJson(text) === undefined ? undefined : readNode(text, afterSpace(text, 0));
}

/** Only texts that the parser took come here: every sign is where it must be. */
function readNode(text: string, start: number): JsonNode {
  const sign = text[start];
  if (sign === "{") return readObject(text, start);
  if (sign === "[") return readArray(text, start);
  if (sign === '"') return { kind: "string", start, end: stringEnd(text, start) };
  let end = start + 1;
  while (end < text.length && !",]} \t\r\n".includes(text.charAt(end))) end++;
  return { kind: "scalar", start, end };
}

function readObject(text: string, start: number): JsonNode {
  const members: JsonMember[] = [];
  let at = afterSpace(text, start + 1);
  while (text[at] !== "}") {
    const nameEnd = stringEnd(text, at);
    const colon = afterSpace(text, nameEnd);
    const value = readNode(text, afterSpace(text, colon + 1));
    members.push({ name: JSON.parse(text.slice(at, nameEnd)) as string, start: at, nameEnd, value });
    at = afterComma(text, value.end);
  }
  return { kind: "object", start, end: at + 1, members };
}

function readArray(text: string, start: number): JsonNode {
  const items: JsonNode[] = [];
  let at = afterSpace(text, start + 1);
  while (text[at] !== "]") {
    const item = readNode(text, at);
    items.push(item);
    at = afterComma(text, item.end);
  }
  return { kind: "array", start, end: at + 1, items };
}

function afterComma(text: string, from: number): number {
  const at = afterSpace(text, from);
  return text[at] === "," ? afterSpace(text, at + 1) : at;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
  return at;
}

function stringEnd(text: string, openingQuote: number): number {
  let at = openingQuote + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}
