import { type ExactJson, exactJsonOf, sourceOf, textOf } from "@/lib/core/messages/exact-json";
import type { JsonValue } from "@/lib/core/messages/json";
import type { MessageAttribute } from "@/lib/core/messages/message";
import { innermost, type Payload } from "@/lib/core/messages/payload";

const MAX_DEPTH = 12;
const MAX_LEAVES = 400;
const MAX_ITEMS = 50;
const MAX_TEXT = 256;
const MAX_NAME = 128;
/** Longer or larger numbers are kept as text: Postgres would refuse them. */
const PLAIN_NUMBER = /^-?\d{1,60}(?:\.\d{1,60})?(?:[eE][+-]?\d{1,2})?$/;

/**
 * The fields of what was meant to arrive as JSON text for looking things up: at most 400 values, 12 deep, texts cut to
 * 256 characters, numbers digit by digit as they were sent. Null where the payload is no JSON. Never throws.
 */
export function projectBody(payload: Payload): string | null {
  const layer = innermost(payload);
  const exact: ExactJson | undefined = layer.json === undefined ? undefined : exactJsonOf(layer.text);
  if (exact === undefined || typeof exact.value !== "object" || exact.value === null) return null;
  return write(exact.value, 0, { left: MAX_LEAVES });
}

/** The text attributes by name, as JSON text; binary ones are left out. */
export function projectAttributes(attributes: Readonly<Record<string, MessageAttribute>>): string {
  const members = Object.entries(attributes).flatMap(([name, { stringValue }]) =>
    stringValue === undefined ? [] : [`${quoted(name, MAX_NAME)}:${quoted(stringValue, MAX_TEXT)}`],
  );
  return `{${members.join(",")}}`;
}

function write(value: JsonValue, depth: number, budget: { left: number }): string {
  if (value === null || typeof value !== "object") {
    budget.left -= 1;
    return leafText(value);
  }
  if (depth === MAX_DEPTH) return "null";
  if (Array.isArray(value)) {
    const items = value
      .slice(0, MAX_ITEMS)
      .flatMap((item) => (budget.left > 0 ? [write(item, depth + 1, budget)] : []));
    return `[${items.join(",")}]`;
  }
  const members = Object.keys(value).flatMap((name) =>
    budget.left > 0 ? [`${quoted(name, MAX_NAME)}:${write(value[name] ?? null, depth + 1, budget)}`] : [],
  );
  return `{${members.join(",")}}`;
}

function leafText(leaf: JsonValue): string {
  const text = textOf(leaf);
  if (text !== undefined) return quoted(text, MAX_TEXT);
  const source = sourceOf(leaf);
  return typeof leaf !== "string" || PLAIN_NUMBER.test(source) ? source : quoted(source, MAX_TEXT);
}

/** Postgres text holds no NUL, and half a surrogate pair is no text at all. */
function quoted(text: string, length: number): string {
  return JSON.stringify(text.slice(0, length).replaceAll("\u0000", "\uFFFD").toWellFormed());
}
