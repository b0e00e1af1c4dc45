import { type ExactJson, sourceOf, textOf } from "../messages/exact-json";
import type { JsonValue } from "../messages/json";

/** A field of a message, and how its value is compared. */
export interface FieldPlace {
  readonly in: "body" | "attribute";
  /** Names with dots between them, from wherever it begins; lists are looked through. Of an attribute its name. */
  readonly path: string;
  readonly ignoresCase: boolean;
}

const MOST_VALUES = 1000;
const MOST_NODES = 100_000;

/**
 * The values that a JSON text has at a path, as somebody would type them. The path may begin at any object, so that no
 * wrapping hides a field; lists on the way are looked through.
 */
export function valuesAt(json: ExactJson, path: string): string[] {
  let level = objectsIn(json.value);
  for (const name of path.split(".")) level = level.flatMap(itemsOf).flatMap((value) => memberOf(value, name));
  return level.flatMap(itemsOf).slice(0, MOST_VALUES).flatMap(leafText);
}

function objectsIn(root: JsonValue): JsonValue[] {
  const found: JsonValue[] = [];
  const waiting: JsonValue[] = [root];
  for (let seen = 0; waiting.length > 0 && seen < MOST_NODES; seen++) {
    const value = waiting.pop();
    if (value === null || typeof value !== "object") continue;
    if (!Array.isArray(value)) found.push(value);
    waiting.push(...Object.values(value).filter((one) => one !== null && typeof one === "object"));
  }
  return found;
}

function itemsOf(value: JsonValue): JsonValue[] {
  return Array.isArray(value) ? value.flatMap(itemsOf) : [value];
}

function memberOf(value: JsonValue, name: string): JsonValue[] {
  if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, name)) return [];
  const member = value[name];
  return member === undefined ? [] : [member];
}

function leafText(value: JsonValue): string[] {
  if (value === null || typeof value === "object") return [];
  return [textOf(value) ?? sourceOf(value)];
}

/** What is hashed of a value, so that equal hashes mean equal values of one field, compared as asked. */
export function canonicalValue({ in: place, path, ignoresCase }: FieldPlace, value: string): string {
  const compared = ignoresCase ? value.normalize("NFC").toLowerCase() : value;
  return `erasure\n${place}\n${path}\n${ignoresCase ? "i" : "s"}\n${compared}`;
}

/** Enough of a value to know one's own wish again, and too little to learn it: `a…m (15 characters)`. */
export function hintOf(value: string): string {
  const signs = [...value];
  const length = `${signs.length} ${signs.length === 1 ? "character" : "characters"}`;
  return signs.length < 6 ? `… (${length})` : `${signs[0]}…${signs.at(-1)} (${length})`;
}
