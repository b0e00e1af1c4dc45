import { normaliseError } from "../normalise";
import { oneLine } from "../title";
import type { Finding } from "./evidence";

/** The finding with everything masked in it: an error is masked before it is normalised. */
export function maskedFinding(finding: Finding, mask: (text: string) => string): Finding {
  const { errorText, errorType, text, normalisedError, cause } = finding;
  const masked = { ...finding, text: mask(text), cause: { ...cause, reason: mask(cause.reason) } };
  if (errorText === undefined || normalisedError === undefined || mask(errorText) === errorText) return masked;
  const normalised = normaliseError([errorType, mask(errorText)].filter(Boolean).join(": "));
  return { ...masked, errorText: mask(errorText), text: oneLine(normalised), normalisedError: normalised };
}
