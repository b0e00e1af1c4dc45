import type { MaskingRule, TokenOf } from "./masking-rule";

/** Sixty bits in hexadecimal, which the normaliser of error texts knows for a drawn word: masked texts group alike. */
const TOKEN_LENGTH = 15;
const TOKEN_BYTES = 8;
const hex = (byte: number) => byte.toString(16).padStart(2, "0");

/** Tokens that nobody can guess or turn back without the key of `hmac` (HMAC-SHA-256). */
export function tokensBy(hmac: (text: string) => Uint8Array): TokenOf {
  return (rule, canonicalValue) =>
    Array.from(hmac(`${kindOf(rule)}:${canonicalValue}`).subarray(0, TOKEN_BYTES), hex)
      .join("")
      .slice(0, TOKEN_LENGTH);
}

/** What the rule looks for: the token of a value stays the same when its rule is renamed or written anew. */
function kindOf({ find }: MaskingRule): string {
  if (find.kind === "detector") return find.detector;
  return find.kind === "field" ? `field ${find.path.toLowerCase()}` : `pattern ${find.pattern.toLowerCase()}`;
}
