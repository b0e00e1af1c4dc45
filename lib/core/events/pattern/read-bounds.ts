import { textOf } from "@/lib/core/messages/exact-json";
import type { JsonValue } from "@/lib/core/messages/json";
import { type Comparison, isComparison } from "./numbers";
import { numberOf } from "./text-test";

export interface Bound {
  readonly comparison: Comparison;
  readonly bound: string;
}

/** `["=", 5]`, one bound, or a lower and then an upper one; undefined for anything that EventBridge would refuse. */
export function readBounds(argument: JsonValue): readonly Bound[] | undefined {
  if (!Array.isArray(argument)) return undefined;
  const [first, second, third, fourth, ...others] = argument;
  const [one, two] = [boundOf(first, second), boundOf(third, fourth)];
  if (!one || others.length > 0) return undefined;
  if (third === undefined) return [one];
  return two && one.comparison.startsWith(">") && two.comparison.startsWith("<") ? [one, two] : undefined;
}

function boundOf(comparison: JsonValue | undefined, number: JsonValue | undefined): Bound | undefined {
  const sign = comparison === undefined ? undefined : textOf(comparison);
  const bound = number === undefined ? undefined : numberOf(number);
  return isComparison(sign) && bound !== undefined ? { comparison: sign, bound } : undefined;
}
