import type { Inflate } from "@/lib/core/messages/payload";
import { canonical } from "./canonical";
import type { Place } from "./detect/found";
import { maskBase64, maskBase64Inside } from "./find/coded-bytes";
import { JSON_START, rewriteJson, type Sink } from "./find/json-source";
import { readRules } from "./find/spans";
import { maskSign } from "./mask-sign";
import type { MaskingRule, TokenOf } from "./masking-rule";

export interface Masker {
  /** The text with what the rules find masked, in JSON and base64 inside it as well; all else byte for byte. */
  text(text: string): string;
  /** The value with texts, numbers and objects in it masked; names stay. For reading only: big numbers are as parsed. */
  json(value: unknown): unknown;
  attribute(name: string, value: string): string;
  /** How many values were masked so far. */
  readonly count: number;
}

/** Texts in texts: more than the payload reader opens. */
const MOST_LAYERS = 10;
const MOST_DEPTH = 100;
const TOO_DEEP = "‹too deep›";
const MOST_PASSES = 4;
/** Names that say how a value is written, not what it is. */
const FORM_NAMES = new Set(["S", "N", "M", "L", "value", "Value", "stringValue", "StringValue", "#text", "_"]);

/**
 * Masks by the rules that are on. Masking twice gives what masking once gave; it never throws and takes time in
 * proportion to the text. Without `inflate` compressed bytes are taken out whole, for they may hold anything.
 */
export function createMasker(rules: readonly MaskingRule[], tokenOf: TokenOf, inflate?: Inflate): Masker {
  const { fields, isSign, spansIn } = readRules(rules);
  let count = 0;

  function signFor(rule: MaskingRule, value: string | undefined): string {
    count += 1;
    return maskSign(rule, rule.keepsToken && value !== undefined ? tokenOf(rule, value) : undefined);
  }

  function plain(text: string, place: Place): string {
    let current = text;
    for (let pass = 0; pass < MOST_PASSES; pass++) {
      const spans = spansIn(current, place);
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

  function inText(text: string, place: Place, layer: number): string {
    if (text === "" || isSign(text)) return text;
    if (layer >= MOST_LAYERS) return plain(text, place);
    const coded = { mask: (inner: string) => inText(inner, place, layer + 1), inflate };
    const masked = spansIn(text, place).length > 0 ? undefined : maskBase64(text, coded);
    if (masked !== undefined) return masked;
    const pieces: string[] = [];
    const outside = (from: number, to: number) => {
      if (to > from) pieces.push(maskBase64Inside(plain(text.slice(from, to), place), coded));
    };
    let done = 0;
    const starts = new RegExp(JSON_START);
    for (let start = starts.exec(text); start !== null; start = starts.exec(text)) {
      const { text: rewritten, end } = rewriteJson(text, start.index, sinkOf(layer + 1, place));
      if (end > start.index) {
        outside(done, start.index);
        pieces.push(rewritten);
        done = end;
      }
      starts.lastIndex = Math.max(end, start.index + 1);
    }
    outside(done, text.length);
    return pieces.join("");
  }

  function leaf(text: string, keys: readonly string[], place: Place, layer: number): string {
    const rule = fields.at(keys);
    if (rule === undefined) return inText(text, place, layer);
    return text === "" || isSign(text) ? text : signFor(rule, canonical(rule, text));
  }

  function sinkOf(layer: number, outer: Place): Sink {
    const placeAt = (keys: readonly string[], isCut: boolean) => ({ key: nameOf(keys) ?? outer.key, isCut });
    return {
      text: (value, keys, isCut) => changed(value, leaf(value, keys, placeAt(keys, isCut), layer)),
      number: (source, keys) => changed(source, leaf(source, keys, placeAt(keys, false), layer)),
      object: (keys) => {
        const rule = fields.at(keys);
        return rule && signFor(rule, undefined);
      },
    };
  }

  function inJson(value: unknown, keys: readonly string[], depth: number): unknown {
    if (typeof value === "string") return leaf(value, keys, { key: nameOf(keys), isCut: false }, 1);
    if (typeof value === "number" || typeof value === "bigint") {
      const source = String(value);
      return changed(source, leaf(source, keys, { key: nameOf(keys), isCut: false }, MOST_LAYERS)) ?? value;
    }
    if (typeof value !== "object" || value === null) return value;
    if (depth >= MOST_DEPTH) return TOO_DEEP;
    if (Array.isArray(value)) return value.map((item) => inJson(item, keys, depth + 1));
    const rule = fields.at(keys);
    if (rule !== undefined) return signFor(rule, undefined);
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, inJson(member, [...keys, name], depth + 1)]),
    );
  }

  return {
    text: (text) => (text.endsWith("…") ? `${inText(text.slice(0, -1), CUT, 0)}…` : inText(text, WHOLE, 0)),
    json: (value) => inJson(value, [], 0),
    attribute: (name, value) => leaf(value, name.split("."), { key: name, isCut: false }, 0),
    get count() {
      return count;
    },
  };
}

const WHOLE: Place = { key: undefined, isCut: false };
const CUT: Place = { key: undefined, isCut: true };

function nameOf(keys: readonly string[]): string | undefined {
  return keys.findLast((key) => !FORM_NAMES.has(key)) ?? keys.at(-1);
}

function changed(before: string, after: string): string | undefined {
  return before === after ? undefined : after;
}
