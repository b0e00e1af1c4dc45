import type { Finding, PlanCheck } from "./check";

export interface Override {
  readonly check: string;
  readonly reason: string;
}

/** The checks of one kind of plan by their ids, and those of them whose block a person may go on against, with a reason. */
export interface CheckSet<Facts> {
  readonly rules: Readonly<Record<string, (facts: Facts) => Finding | undefined>>;
  readonly overridable: readonly string[];
}

const ORDER = { block: 0, warn: 1, unproven: 2, pass: 3 } as const;

/** What the checks say of these facts, blocks first. With a block a plan cannot be applied; one that was overridden is a warning. */
export function runChecks<Facts>(
  { rules }: CheckSet<Facts>,
  facts: Facts,
  overrides: readonly Override[] = [],
): PlanCheck[] {
  const checks = Object.entries(rules).flatMap(([id, rule]): PlanCheck[] => {
    const check = rule(facts);
    return check ? [overridden({ id, ...check }, overrides)] : [];
  });
  return checks.sort((a, b) => ORDER[a.result] - ORDER[b.result]);
}

function overridden(check: PlanCheck, overrides: readonly Override[]): PlanCheck {
  const override = overrides.find((one) => one.check === check.id);
  if (!override || !check.canOverride || check.result !== "block") return check;
  return { ...check, result: "warn", overriddenBecause: override.reason };
}

/** Those of the wished-for overrides that a block was gone against. */
export function usedOverrides(overrides: readonly Override[], checks: readonly PlanCheck[]): Override[] {
  return overrides.filter(({ check }) => checks.some((one) => one.id === check && one.overriddenBecause));
}

/** What is wrong with the overrides that a person wishes for, by the name of the field; none where all can be. */
export function wrongOverrides(
  { rules, overridable }: CheckSet<never>,
  overrides: readonly Override[],
): { field: string; message: string }[] {
  return overrides.flatMap(({ check }, index) => {
    if (overridable.includes(check)) return [];
    const can = overridable.join(", ");
    const message = Object.hasOwn(rules, check)
      ? `cannot be overridden; only ${can} can`
      : `is no check of such a plan; ${can} can be overridden`;
    return [{ field: `overrides.${index}.check`, message }];
  });
}
