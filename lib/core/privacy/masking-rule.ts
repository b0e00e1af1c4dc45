export const DETECTORS = ["email", "phone", "card", "iban", "jwt", "aws-key"] as const;
export type Detector = (typeof DETECTORS)[number];

/** What is kept out of sight, where, and whether it can still be searched for. */
export interface MaskingRule {
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly find:
    | { readonly kind: "field"; readonly path: string }
    | { readonly kind: "detector"; readonly detector: Detector }
    | { readonly kind: "pattern"; readonly pattern: string };
  /**
   * "storage": masked before the search projection, preview, error text … is kept, and on display. "display": kept in
   * clear for searching, masked when shown.
   */
  readonly where: "storage" | "display";
  /** Leaves a keyed token in place of the value, equal for equal values, so that it can be searched for without being read. */
  readonly keepsToken: boolean;
}

/** The keyed token of a value in its canonical form. */
export type TokenOf = (rule: MaskingRule, canonicalValue: string) => string;

const NAMES: Readonly<Record<Detector, string>> = {
  email: "E-mail addresses",
  phone: "Phone numbers",
  card: "Card numbers",
  iban: "IBANs",
  jwt: "JSON web tokens",
  "aws-key": "AWS keys",
};

/** What holds until somebody writes other rules: every detector masks before anything is kept. */
export const DEFAULT_RULES: readonly MaskingRule[] = DETECTORS.map((detector) => ({
  id: `detector-${detector}`,
  name: NAMES[detector],
  isOn: true,
  find: { kind: "detector", detector },
  where: "storage",
  keepsToken: detector === "email" || detector === "phone",
}));
