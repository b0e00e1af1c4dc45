import { canonicalEmail } from "./detect/email";
import { canonicalIban } from "./detect/iban";
import { canonicalPhone } from "./detect/phone";
import type { Detector, MaskingRule } from "./masking-rule";

/** One spelling of a value however it is written, so that equal values have equal tokens. */
export function canonical(by: MaskingRule | Detector, value: string): string {
  const detector = typeof by === "string" ? by : by.find.kind === "detector" ? by.find.detector : undefined;
  if (detector === undefined) return value.trim().normalize("NFC").toLowerCase();
  return ofDetector(detector, value.trim());
}

function ofDetector(detector: Detector, value: string): string {
  if (detector === "email") return canonicalEmail(value);
  if (detector === "phone") return canonicalPhone(value);
  if (detector === "card") return value.replace(/\D/g, "");
  return detector === "iban" ? canonicalIban(value) : value;
}
