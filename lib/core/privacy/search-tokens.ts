import { canonical } from "./canonical";
import { DETECT } from "./detect/detectors";
import { maskSign } from "./mask-sign";
import type { Detector, MaskingRule, TokenOf } from "./masking-rule";
import { patternExpression } from "./pattern";

/** A name under which a detector takes a bare value for its own. */
const NAMES: Readonly<Partial<Record<Detector, string>>> = { phone: "phone", card: "card" };

/**
 * The masked spellings under which a value that somebody typed in clear would have been kept, by every rule that leaves a
 * token. Only whole values are found: a part of an address has no token.
 */
export function searchTokens(rules: readonly MaskingRule[], tokenOf: TokenOf, term: string): string[] {
  const value = term.trim();
  if (value === "") return [];
  const spelt = rules
    .filter((rule) => rule.isOn && rule.where === "storage" && rule.keepsToken && mayMean(rule, value))
    .map((rule) => maskSign(rule, tokenOf(rule, canonical(rule, value))));
  return [...new Set(spelt)];
}

function mayMean({ find }: MaskingRule, value: string): boolean {
  if (find.kind === "field") return true;
  if (find.kind === "detector") {
    const found = DETECT[find.detector](value, { key: NAMES[find.detector], isCut: false });
    return found.some(({ start, end }) => start === 0 && end === value.length);
  }
  return patternExpression(find.pattern)?.exec(value)?.[0] === value;
}
