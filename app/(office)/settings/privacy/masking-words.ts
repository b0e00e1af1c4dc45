import type { Detector, MaskingRule } from "@/lib/core/privacy/masking-rule";

export const DETECTOR_WORDS: Readonly<Record<Detector, string>> = {
  email: "e-mail addresses",
  phone: "phone numbers",
  card: "card numbers",
  iban: "IBANs",
  jwt: "JSON web tokens",
  "aws-key": "AWS keys",
};

/** What a rule masks, where, and what stays, in one sentence. */
export function maskingWords({ find, where, keepsToken }: MaskingRule): string {
  const what =
    find.kind === "field"
      ? `the field ${find.path}`
      : find.kind === "detector"
        ? DETECTOR_WORDS[find.detector]
        : `text like ${find.pattern}`;
  const place =
    where === "storage" ? "before a copy is kept, and when shown" : "when shown; copies for searching stay clear";
  return `Masks ${what} ${place}.${keepsToken ? " A token stays, so that a known value can be looked for." : ""}`;
}
