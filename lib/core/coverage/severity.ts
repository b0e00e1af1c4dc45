import type { Severity } from "./rule";

const ONE_LOWER: Readonly<Record<Severity, Severity>> = { critical: "high", high: "medium", medium: "low", low: "low" };

/** What is switched off counts one severity less: nothing is lost while it stays off, and all of it once it is on again. */
export function eased(severity: Severity, isActive: boolean): Severity {
  return isActive ? severity : ONE_LOWER[severity];
}
