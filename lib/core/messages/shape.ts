import type { JsonObject, JsonValue } from "./json";
import { innermost, type Payload } from "./payload";

const MAX_SHAPE_DEPTH = 6;
const MAX_SHAPE_KEYS = 40;
const MAX_ARRAY_ITEMS = 50;
const MAX_SHAPE_CHARACTERS = 1_000;

/**
 * The type-shape of a JSON value, e.g. `{address:null,lines:[{qty:number}]}`: keys sorted, values as types, array items
 * merged, keys that are ids shown as `*`. Equal for payloads of one form, whatever their key order; bounded in depth,
 * keys and length.
 */
export function shapeOf(value: JsonValue): string {
  const shape = shapeAt(value, 0);
  return shape.length > MAX_SHAPE_CHARACTERS ? `${shape.slice(0, MAX_SHAPE_CHARACTERS)}…` : shape;
}

/** The shape of what the business wrote: a JSON shape, or just the kind of payload when it is not JSON. */
export function payloadShape(payload: Payload): string {
  const layer = innermost(payload);
  return layer.json === undefined ? (layer.shape ?? layer.kind) : shapeOf(layer.json);
}

function shapeAt(value: JsonValue, depth: number): string {
  if (value === null) return "null";
  if (typeof value !== "object") return typeof value;
  if (depth >= MAX_SHAPE_DEPTH) return "…";
  if (Array.isArray(value)) {
    const items = new Set(value.slice(0, MAX_ARRAY_ITEMS).map((item) => shapeAt(item, depth + 1)));
    return `[${[...items].sort().join("|")}]`;
  }
  return objectShape(value, depth);
}

function objectShape(value: JsonObject, depth: number): string {
  const keys = Object.keys(value).sort();
  const parts = new Set<string>();
  for (const key of keys.slice(0, MAX_SHAPE_KEYS)) {
    parts.add(`${stableKey(key)}:${shapeAt(value[key] ?? null, depth + 1)}`);
  }
  return `{${[...parts].sort().join(",")}${keys.length > MAX_SHAPE_KEYS ? ",…" : ""}}`;
}

/** `*` for a key that is an id: maps keyed by id would otherwise give every message a shape of its own. */
export function stableKey(key: string): string {
  const isId = /\d{4,}|^\d+$|^[0-9a-f]{8}-|[@/]|\s/i.test(key) || key.length > 60;
  return isId ? "*" : key;
}
