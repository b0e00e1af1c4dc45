import { fieldSegments } from "./field-path";
import type { MaskingRule } from "./masking-rule";

/** In place of bytes that hold something to be masked and cannot be written again without it. */
export const MASKED_BYTES = "‹bytes›";
const LONGEST_LABEL = 32;

/** What stands where a value stood: `‹email›`, with a token `‹email·3f9a2c81b7d0e45›`. */
export function maskSign(rule: MaskingRule, token?: string): string {
  return token === undefined ? `‹${labelOf(rule)}›` : `‹${labelOf(rule)}·${token}›`;
}

/** Recognises what stands where a value stood, for the rules given; a text that only looks alike is none. */
export function signsOf(rules: readonly MaskingRule[]): { isSign: (text: string) => boolean } {
  const labels = new Set([...rules.map(labelOf), MASKED_BYTES.slice(1, -1)]);
  return {
    isSign: (text) => {
      const [, label = ""] = /^‹([^‹›·]{1,32})(?:·[0-9a-z]{8,32})?›$/.exec(text) ?? [];
      return labels.has(label);
    },
  };
}

function labelOf({ find, name }: MaskingRule): string {
  if (find.kind === "detector") return find.detector;
  const source = find.kind === "field" ? (fieldSegments(find.path)?.at(-1) ?? "") : name.toLowerCase();
  const label = source
    .replace(/[^\p{L}\p{N}_]+/gu, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, LONGEST_LABEL);
  return label === "" ? "masked" : label;
}
