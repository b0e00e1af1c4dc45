import type { Inflate } from "@/lib/core/messages/payload";
import type { Place } from "./detect/found";
import { readRules } from "./find/spans";
import { maskSign } from "./mask-sign";
import { changed, type Masking, MOST_LAYERS, maskLeaf, maskText, nameOf } from "./mask-text";
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

const MOST_DEPTH = 100;
const TOO_DEEP = "‹too deep›";
const WHOLE: Place = { key: undefined, isCut: false };
const CUT: Place = { key: undefined, isCut: true };

/**
 * Masks by the rules that are on. Masking twice gives what masking once gave; it never throws and takes time in
 * proportion to the text. Without `inflate` compressed bytes are taken out whole, for they may hold anything. Give it
 * whole texts and cut them afterwards: a value of which only the beginning is left is no longer known for one.
 */
export function createMasker(rules: readonly MaskingRule[], tokenOf: TokenOf, inflate?: Inflate): Masker {
  let count = 0;
  const masking: Masking = {
    rules: readRules(rules),
    inflate,
    signFor: (rule, value) => {
      count += 1;
      return maskSign(rule, rule.keepsToken && value !== undefined ? tokenOf(rule, value) : undefined);
    },
  };
  return {
    text: (text) =>
      text.endsWith("…") ? `${maskText(masking, text.slice(0, -1), CUT, 0)}…` : maskText(masking, text, WHOLE, 0),
    json: (value) => maskValue(masking, value, [], 0),
    attribute: (name, value) => maskLeaf(masking, value, name.split("."), { key: name, isCut: false }, 0),
    get count() {
      return count;
    },
  };
}

function maskValue(masking: Masking, value: unknown, keys: readonly string[], depth: number): unknown {
  const place = { key: nameOf(keys), isCut: false };
  if (typeof value === "string") return maskLeaf(masking, value, keys, place, 1);
  if (typeof value === "number" || typeof value === "bigint") {
    const source = String(value);
    return changed(source, maskLeaf(masking, source, keys, place, MOST_LAYERS)) ?? value;
  }
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MOST_DEPTH) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((item) => maskValue(masking, item, keys, depth + 1));
  const rule = masking.rules.fields.at(keys);
  if (rule !== undefined) return masking.signFor(rule, undefined);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, maskValue(masking, member, [...keys, name], depth + 1)]),
  );
}
