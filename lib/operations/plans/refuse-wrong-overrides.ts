import { Invalid } from "@/lib/core/errors";
import { type CheckSet, type Override, wrongOverrides } from "@/lib/core/plans/run-checks";

/** Refuses, by the name of the field, overrides of what is no check of such a plan or cannot be gone against. */
export function refuseWrongOverrides(checks: CheckSet<never>, overrides: readonly Override[]): void {
  const wrong = wrongOverrides(checks, overrides);
  if (wrong.length > 0) throw new Invalid("Some of these checks cannot be overridden.", wrong);
}
