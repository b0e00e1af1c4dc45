import { fieldPath, type PathPart } from "../field-path";
import { isJsonObject, type JsonValue } from "../json";
import { type Inflate, innermost, type Payload, type PayloadLayer, readPayload } from "../payload";

/** A payload that was found inside a member of another; `path` is where, from the layer that `whole` shows as JSON; `source` is the member's text. */
export type OpenedMember = { path: string; source: string; layer: PayloadLayer };

const MAX_OPENED = 12;
const MAX_VISITED = 20_000;
const MAX_READ_CHARACTERS = 4 * 1024 * 1024;
const SHORTEST_BASE64 = 24;

type Place = { value: JsonValue; path: PathPart[] };

/**
 * Texts in members that are payloads of their own: JSON in a string, compressed or coded bytes, at any depth and inside
 * each other, nearest first. Bounded: it looks at 20,000 values and opens twelve. What the layers show is not repeated.
 */
export function openMembers(payload: Payload, inflate?: Inflate): OpenedMember[] {
  const shown = new Set(payload.layers.map(({ text }) => text));
  const opened: OpenedMember[] = [];
  const places: Place[] = startsOf(payload);
  let readCharacters = 0;
  for (let at = 0; at < places.length && at < MAX_VISITED && opened.length < MAX_OPENED; at++) {
    const { value, path } = places[at] ?? { value: null, path: [] };
    if (typeof value !== "string") {
      pushChildren(places, value, path);
      continue;
    }
    if (!mayBePayload(value) || shown.has(value)) continue;
    readCharacters += value.length;
    if (readCharacters > MAX_READ_CHARACTERS) break;
    const layer = openedLayer(value, inflate);
    if (layer === undefined || shown.has(layer.text)) continue;
    opened.push({ path: fieldPath(path), source: value, layer });
    if (layer.json !== undefined) places.push({ value: layer.json, path });
  }
  return opened;
}

/** The innermost JSON, and before it a batch whose first record alone was opened. */
function startsOf(payload: Payload): Place[] {
  const last = innermost(payload);
  const batches = payload.layers.filter((layer) => layer.kind === "lambda-records" && layer !== last);
  return [...batches, last].flatMap(({ json }) => (json === undefined ? [] : [{ value: json, path: [] }]));
}

function pushChildren(places: Place[], value: JsonValue, path: PathPart[]): void {
  const room = MAX_VISITED - places.length;
  if (room <= 0) return;
  if (Array.isArray(value))
    for (const [at, item] of value.slice(0, room).entries()) places.push({ value: item, path: [...path, at] });
  else if (isJsonObject(value))
    for (const name of Object.keys(value).slice(0, room))
      places.push({ value: value[name] ?? null, path: [...path, name] });
}

function mayBePayload(text: string): boolean {
  return /^\s*[{[]/.test(text) ? text.length > 4 : text.length >= SHORTEST_BASE64 && !/[^A-Za-z0-9+/=\r\n]/.test(text);
}

function openedLayer(text: string, inflate: Inflate | undefined): PayloadLayer | undefined {
  const inner = readPayload(text, inflate);
  const layer = innermost(inner);
  const isOpened = inner.layers.length > 1 || layer.json !== undefined || layer.bytes !== undefined;
  if (!isOpened) return undefined;
  return { ...layer, label: inner.layers.map(({ label }) => label).join(" › ") };
}
