import type { Inflate } from "@/lib/core/messages/payload";
import { canonical } from "./canonical";
import type { Place } from "./detect/found";
import { maskBase64, maskBase64Inside, mayBeBase64 } from "./find/coded-bytes";
import { JSON_START, rewriteJson, type Sink } from "./find/json-source";
import type { Rules } from "./find/spans";
import type { MaskingRule } from "./masking-rule";

/** What masking needs to know. */
export interface Masking {
  readonly rules: Rules;
  /** What stands in place of a value; each one is counted. */
  readonly signFor: (rule: MaskingRule, value: string | undefined) => string;
  readonly inflate: Inflate | undefined;
}

/** Texts in texts: more than the payload reader opens. */
export const MOST_LAYERS = 10;
const MOST_PASSES = 4;
/** Nothing that a detector or a pattern knows is shorter. */
const SHORTEST = 4;
/** Names that say how a value is written, not what it is. */
const FORM_NAMES = new Set(["S", "N", "M", "L", "value", "Value", "stringValue", "StringValue", "#text", "_"]);

/** A text that stands under these names: masked whole by a rule about its field, else with what is found in it masked. */
export function maskLeaf(masking: Masking, text: string, keys: readonly string[], place: Place, layer: number): string {
  const { rules, signFor } = masking;
  const rule = rules.fields.at(keys);
  if (rule === undefined) return maskText(masking, text, place, layer);
  return text === "" || rules.isSign(text) ? text : signFor(rule, canonical(rule, text));
}

/** A text with what is found in it masked, in the JSON and base64 in it as well. */
export function maskText(masking: Masking, text: string, place: Place, layer: number): string {
  const { rules, inflate } = masking;
  if (text.length < SHORTEST || rules.isSign(text)) return text;
  if (layer >= MOST_LAYERS) return maskPlain(masking, text, place);
  const coded = { mask: (inner: string) => maskText(masking, inner, place, layer + 1), inflate };
  const isCoded = mayBeBase64(text) && rules.spansIn(text, place).length === 0;
  const masked = isCoded ? maskBase64(text, coded) : undefined;
  if (masked !== undefined) return masked;
  const sink = sinkOf(masking, layer + 1, place);
  const outside = (piece: string) => (piece === "" ? "" : maskBase64Inside(maskPlain(masking, piece, place), coded));
  const pieces: string[] = [];
  let done = 0;
  const starts = new RegExp(JSON_START);
  for (let start = starts.exec(text); start !== null; start = starts.exec(text)) {
    const rewritten = rewriteJson(text, start.index, sink);
    if (rewritten.end > start.index) {
      pieces.push(outside(text.slice(done, start.index)), rewritten.text);
      done = rewritten.end;
    }
    starts.lastIndex = Math.max(rewritten.end, start.index + 1);
  }
  return pieces.join("") + outside(text.slice(done));
}

/** Masks what stands in the text itself; again while the signs bring out something that stood against it. */
function maskPlain({ rules, signFor }: Masking, text: string, place: Place): string {
  let current = text;
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const spans = rules.spansIn(current, place);
    if (spans.length === 0) break;
    const pieces: string[] = [];
    let copied = 0;
    for (const { start, end, rule, value } of spans) {
      pieces.push(current.slice(copied, start), signFor(rule, value));
      copied = end;
    }
    current = pieces.join("") + current.slice(copied);
  }
  return current;
}

function sinkOf(masking: Masking, layer: number, outer: Place): Sink {
  const placeAt = (keys: readonly string[], isCut: boolean) => ({ key: nameOf(keys) ?? outer.key, isCut });
  return {
    text: (value, keys, isCut) => changed(value, maskLeaf(masking, value, keys, placeAt(keys, isCut), layer)),
    number: (source, keys) => changed(source, maskLeaf(masking, source, keys, placeAt(keys, false), layer)),
    object: (keys) => {
      const rule = masking.rules.fields.at(keys);
      return rule && masking.signFor(rule, undefined);
    },
  };
}

/** The name that says what a value is. */
export function nameOf(keys: readonly string[]): string | undefined {
  return keys.findLast((key) => !FORM_NAMES.has(key)) ?? keys.at(-1);
}

export function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}
