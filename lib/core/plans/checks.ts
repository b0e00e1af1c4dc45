import { isWriting } from "./action";
import { block, type CheckFacts, type PlanCheck, pass, type Rule, warn } from "./check";
import { LOSS_RULES } from "./loss-checks";

const ORDER = { block: 0, warn: 1, unproven: 2, pass: 3 } as const;

const RULES: Record<string, Rule> = {
  "writes-allowed": (f) =>
    f.writesStopped && isWriting(f.action)
      ? block(`All writes are stopped by ${f.writesStopped.by}. Somebody who may must allow them again.`)
      : undefined,
  "account-writable": (f) =>
    f.account.isWritable || !isWriting(f.action)
      ? undefined
      : block("This account is read-only. An admin can raise it under Accounts."),
  "operate-role": (f) =>
    !isWriting(f.action)
      ? undefined
      : f.account.operateRoleArn === null
        ? block("This account has no operate role. Add its ARN under Accounts.")
        : pass("The operate role is narrowed to the queues of this plan."),
  "region-seen": (f) =>
    f.blindSince ? block("We are blind here: nothing about these queues is current. Fix the access first.") : undefined,
  "queue-exists": (f) =>
    f.queue.isDeleted && f.action !== "restore" ? block(`${f.queue.name} was deleted.`) : undefined,
  "not-in-another-run": (f) =>
    f.openElsewhere.length > 0
      ? block(
          `${f.openElsewhere.map((run) => `${run.count} of these are in run R-${run.runNumber}`).join(", ")}. Wait for it or cancel it.`,
        )
      : undefined,
  "way-back": (f) => (f.problems.length > 0 ? block(f.problems.join(" ")) : undefined),
  destination: (f) => {
    if (f.action !== "redrive" && f.action !== "restore") return undefined;
    if (f.problems.length > 0 && f.destinations.length === 0) return undefined;
    if (f.missingDestinations.length > 0)
      return block(
        `The destination ${f.missingDestinations.join(", ")} is not in the inventory: it was deleted or cannot be seen.`,
      );
    if (f.destinations.some((d) => d.arn === f.queue.arn))
      return block("The destination is the dead-letter queue itself.");
    const other = f.destinations.find((d) => d.isFifo !== f.queue.isFifo);
    if (other) return block(`${other.name} is of the other kind (standard or FIFO).`);
    const small = f.destinations.find((d) => d.maxMessageBytes < f.largestBodyBytes);
    if (small)
      return block(
        `${small.name} takes at most ${small.maxMessageBytes} bytes; the largest body has ${f.largestBodyBytes}.`,
      );
    return pass(`The destination exists and takes the largest body (${f.largestBodyBytes} bytes).`);
  },
  "vault-copy": (f) => {
    if (f.action !== "discard") return undefined;
    return f.queue.capture === "whole"
      ? pass("Each message is copied to the vault, and the copy verified, before it is deleted.")
      : block("This queue is captured below whole, so no vault copy could be kept. Change its capture level first.");
  },
  erased: (f) => {
    if (f.erasedCount === 0) return undefined;
    const some = `${f.erasedCount} of these were erased here`;
    if (f.driver === "move-task")
      return warn(`${some}, and a move task would send them on with all the others. Redrive the others by our mover.`);
    if (f.action !== "discard")
      return block(`${some}. Sending them would spread what was to be erased: leave them out, or discard them.`);
    if (f.erasedHeldCount > 0)
      return block(
        `${some} and are under legal hold: what lies in the queue is the last there is. Lift the hold first, or leave them out.`,
      );
    return warn(`${some}: they are deleted from the queue without a vault copy, for good.`);
  },
  "came-back": (f) =>
    f.cameBackCount > 0 ? warn(`${f.cameBackCount} of these came back from a redrive before.`) : undefined,
  "still-there": (f) =>
    f.stillThereCount > 0
      ? warn(
          `${f.stillThereCount} of these are still in ${f.queue.name}, as far as we know: a restore sends them besides.`,
        )
      : undefined,
  "maybe-sent": (f) =>
    f.maybeSentCount > 0
      ? warn(`${f.maybeSentCount} of these may have been sent by an earlier run, whose send had no answer: twice then.`)
      : undefined,
  "one-receive": (f) =>
    f.action === "redrive" && f.destinations.some((d) => d.maxReceiveCount === 1)
      ? warn("The destination has maxReceiveCount 1: one failed attempt and a message is back here.")
      : undefined,
  consumers: (f) =>
    f.queue.consumerCount > 0 && isDraining(f)
      ? warn("This dead-letter queue has a consumer: it competes for the messages.")
      : undefined,
  "own-policy": (f) =>
    f.queue.hasOwnPolicy && isDraining(f)
      ? warn("This dead-letter queue has a redrive policy of its own: receiving from it may move messages on.")
      : undefined,
  "fifo-order": (f) =>
    f.queue.isFifo && (f.action === "redrive" || f.action === "restore")
      ? warn("FIFO: order is kept among these messages only; newer ones may have been processed already.")
      : undefined,
  "loss-before-end": (f) =>
    f.secondsToFirstLoss !== null && f.takesAboutSeconds !== null && f.secondsToFirstLoss < f.takesAboutSeconds
      ? warn("Retention deletes the first of these before the run would reach its end. Raise the rate.")
      : undefined,
  "delete-permission": (f) =>
    f.driver === "mover" || f.driver === "discard"
      ? {
          result: "unproven",
          text: "Deleting from the dead-letter queue cannot be tested without deleting. The first message proves it; the first denial stops the run.",
        }
      : undefined,
  "whole-queue": (f) =>
    f.driver === "move-task"
      ? warn(
          "A move task takes the whole queue as it is when it starts, not a list. Pausing is cancelling, and results are counts.",
        )
      : undefined,
};

/** Receives messages to take them out: whoever else reads competes with it. */
function isDraining({ action }: CheckFacts): boolean {
  return action === "redrive" || action === "discard";
}

export interface Override {
  readonly check: string;
  readonly reason: string;
}

/** The checks of a plan, blocks first. A plan with a block cannot be applied; one that was overridden is a warning. */
export function checkPlan(facts: CheckFacts, overrides: readonly Override[] = []): PlanCheck[] {
  const checks = Object.entries({ ...RULES, ...LOSS_RULES }).flatMap(([id, rule]): PlanCheck[] => {
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
