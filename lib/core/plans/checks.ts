import { REPLAY_CHECK_IDS } from "../replays/checks";
import type { CheckFacts, PlanCheck, Rules } from "./check";
import { CONSUMER_RULES } from "./checks/consumer";
import { DESTINATION_RULES } from "./checks/destination";
import { FIFO_RULES } from "./checks/fifo";
import { GATE_RULES } from "./checks/gate";
import { HISTORY_RULES } from "./checks/history";
import { PERMISSION_RULES } from "./checks/permission";
import { QUEUE_RULES } from "./checks/queue";
import { VAULT_RULES } from "./checks/vault";
import { LOSS_RULES } from "./loss-checks";

const ORDER = { block: 0, warn: 1, unproven: 2, pass: 3 } as const;

/** Every check by its id; docs/checks.md says what each looks at. */
const RULES: Rules = {
  ...GATE_RULES,
  ...HISTORY_RULES,
  ...PERMISSION_RULES,
  ...QUEUE_RULES,
  ...DESTINATION_RULES,
  ...CONSUMER_RULES,
  ...FIFO_RULES,
  ...VAULT_RULES,
  ...LOSS_RULES,
};
export const CHECK_IDS: readonly string[] = [...new Set([...Object.keys(RULES), ...REPLAY_CHECK_IDS])];
/** Those whose block a person may go on against, with a reason. */
export const OVERRIDABLE_CHECKS: readonly string[] = ["gate", "came-back", "still-named", "second-copy"];

export interface Override {
  readonly check: string;
  readonly reason: string;
}

/** The checks of a plan, blocks first. A plan with a block cannot be applied; one that was overridden is a warning. */
export function checkPlan(facts: CheckFacts, overrides: readonly Override[] = []): PlanCheck[] {
  const checks = Object.entries(RULES).flatMap(([id, rule]): PlanCheck[] => {
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

/** What is wrong with the overrides that a person wishes for, by the name of the field; none where all can be. */
export function wrongOverrides(overrides: readonly Override[]): { field: string; message: string }[] {
  return overrides.flatMap(({ check }, index) => {
    if (OVERRIDABLE_CHECKS.includes(check)) return [];
    const message = CHECK_IDS.includes(check)
      ? `cannot be overridden; only ${OVERRIDABLE_CHECKS.join(", ")} can`
      : `is no check; ${OVERRIDABLE_CHECKS.join(", ")} can be overridden`;
    return [{ field: `overrides.${index}.check`, message }];
  });
}
