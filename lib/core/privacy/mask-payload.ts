import { type JsonValue, member, parseJson } from "../messages/json";
import { type Inflate, type Payload, type PayloadLayer, readPayload } from "../messages/payload";
import type { OpenedMember } from "../messages/payload/members";
import { MASKED_BYTES } from "./mask-sign";
import type { Masker } from "./masker";

export interface MaskedPayload {
  /** In the order of the payload's layers. */
  readonly layers: readonly string[];
  /** In the order of the members. */
  readonly members: readonly string[];
  /** Texts of fields that were masked as they stand, with what stands there now: they may be quoted elsewhere. */
  readonly quotes: ReadonlyMap<string, string>;
}
interface Reading {
  /** A layer as text, as it would be shown or kept if nothing were masked. */
  readonly textOf?: (layer: PayloadLayer) => string;
  readonly inflate?: Inflate | undefined;
}

const SHORTEST_QUOTE = 4;
const MOST_QUOTES = 200;

/**
 * The texts of a payload with everything masked, also where a masked field is quoted in another one. A layer that codes what was masked inside it in a way that the masker does
 * not read is taken out whole. Pure; the payload stays as it is.
 */
export function maskPayload(
  payload: Payload,
  members: readonly OpenedMember[],
  masker: Masker,
  { textOf = ({ text }) => text, inflate }: Reading = {},
): MaskedPayload {
  const coded: string[] = [];
  const inside = members.map(() => "");
  // Members found inside members stand behind them.
  for (const [index, { layer, source }] of [...members.entries()].reverse()) {
    const text = textOf(layer);
    inside[index] = withoutCoded(maskLayer(layer, text, masker), coded);
    if (inside[index] !== text) coded.push(source);
  }
  const layers: string[] = [];
  for (const [index, layer] of [...payload.layers.entries()].reverse()) {
    const inner = payload.layers[index + 1];
    const isTouched = inner !== undefined && layers[0] !== textOf(inner);
    const masked = withoutCoded(maskLayer(layer, textOf(layer), masker), coded);
    layers.unshift(isTouched && stillCodes(masked, layer, inner, inflate) ? MASKED_BYTES : masked);
  }
  const quotes = quotesIn(textOf(payload.layers.at(-1) ?? payload.layers[0]), layers.at(-1) ?? "");
  const telling = [...quotes].filter(([value]) => isTelling(value));
  const unquoted = (text: string) => telling.reduce((now, [value, sign]) => withoutValue(now, value, sign), text);
  return { layers: layers.map(unquoted), members: inside.map(unquoted), quotes };
}

/** Whether a masked value cannot be part of a number or a name of a field where it stands again in its message. */
function isTelling(value: string): boolean {
  return value.length >= 6 && /[\s\d@]/.test(value) && !/^[\d.eE+-]+$/.test(value);
}

function withoutValue(text: string, value: string, sign: string): string {
  return text.replaceAll(value, () => sign).replaceAll(JSON.stringify(value).slice(1, -1), () => sign);
}

function maskLayer(layer: PayloadLayer, text: string, masker: Masker): string {
  if (layer.bytes !== undefined && layer.kind !== "protobuf") {
    const legible = new TextDecoder("latin1").decode(layer.bytes);
    return masker.text(legible) === legible ? text : MASKED_BYTES;
  }
  return layer.json === undefined ? masker.text(text) : maskText(text, masker);
}

/** A text with everything masked, the names of JSON members in it as well. */
export function maskText(text: string, masker: Masker): string {
  return maskNames(masker.text(text), masker);
}

/** Whether the masked text of a layer still says what was masked inside it, in a code that the masker does not read. */
function stillCodes(masked: string, layer: PayloadLayer, inner: PayloadLayer, inflate: Inflate | undefined): boolean {
  if (layer.bytes !== undefined) return masked !== MASKED_BYTES;
  const [, opened] = readPayload(masked, inflate).layers;
  return opened !== undefined && opened.text === inner.text;
}

/** Members that code what was masked in them, and that are written in this text as they were. */
function withoutCoded(text: string, coded: readonly string[]): string {
  return coded.reduce((now, source) => {
    const written = JSON.stringify(source).slice(1, -1);
    return now.includes(written) ? now.replaceAll(written, MASKED_BYTES) : now;
  }, text);
}

const NAME = /"((?:[^"\\]|\\.){6,300})"(?=\s*:)/g;
const MAY_BE_VALUE = /@|\d{6}|.{20}/;

/** Maps are keyed by people's addresses, too. */
function maskNames(json: string, masker: Masker): string {
  return json.replace(NAME, (whole, name: string) => {
    if (!MAY_BE_VALUE.test(name)) return whole;
    const masked = masker.text(name);
    return masked === name ? whole : JSON.stringify(masked);
  });
}

/** An error text often quotes a field of its message. */
function quotesIn(before: string, after: string): Map<string, string> {
  const quotes = new Map<string, string>();
  if (before === after) return quotes;
  const walk = (was: JsonValue, is: JsonValue | undefined): void => {
    if (quotes.size >= MOST_QUOTES) return;
    if (typeof was !== "object" || was === null) {
      const text = String(was);
      if (text.length >= SHORTEST_QUOTE && typeof is === "string" && is !== text) quotes.set(text, is);
    } else if (Array.isArray(was)) {
      for (const [index, item] of was.entries()) walk(item, Array.isArray(is) ? is[index] : undefined);
    } else for (const name of Object.keys(was)) walk(was[name] ?? null, member(is, name));
  };
  walk(parseJson(before) ?? null, parseJson(after));
  return quotes;
}

/** The text without the fields that were masked in its message: what stands there now stands here, too. */
export function withoutQuotes(text: string, quotes: ReadonlyMap<string, string>): string {
  let now = text;
  for (const [value, masked] of quotes) now = now.replaceAll(value, () => masked);
  return now;
}

/** Whether the text says what another does, as it stands or as JSON writes it. */
export function holds(text: string, part: string): boolean {
  return text.includes(part) || text.includes(JSON.stringify(part).slice(1, -1));
}
