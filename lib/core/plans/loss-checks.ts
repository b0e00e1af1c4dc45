import { LONGEST_RETENTION_SECONDS } from "../failures/loss";
import { retentionText } from "../losses/raise-retention";
import { block, type CheckFacts, pass, type Rule, warn } from "./check";

const isRescue = ({ action }: CheckFacts) => action === "rescue";
const isRaise = ({ action }: CheckFacts) => action === "raise-retention";
/** Shorter says nothing; the scan by hand asks for as much. */
const SHORTEST_REASON = 5;

/** What is looked at before a queue is rescued or its retention raised. */
export const LOSS_RULES: Readonly<Record<string, Rule>> = {
  "dead-letter-queue": (f) =>
    (isRescue(f) || isRaise(f)) && !f.queue.isDeadLetterQueue
      ? block(`${f.queue.name} is no dead-letter queue: what is in it belongs to its consumer.`)
      : undefined,
  "inspect-role": (f) => {
    if (!isRescue(f)) return undefined;
    return f.account.inspectRoleArn === null
      ? block("This account has no inspect role, so no message can be received. Add its ARN under Accounts.")
      : pass("The inspect role is enough: it cannot send or delete. A read-only account stays as it is.");
  },
  "opt-in": (f) =>
    isRescue(f)
      ? warn(
          "Receiving hides each message for seconds and raises its receive count by one. Applying this plan is the opt-in; the queue's mode stays as it is.",
        )
      : undefined,
  "copies-whole": (f) => {
    if (!isRescue(f)) return undefined;
    return f.queue.capture === "whole"
      ? pass("Each copy is sealed, read back and its hash compared before it counts as saved.")
      : warn("This queue is captured below whole. The vault keeps whole messages all the same; the index does not.");
  },
  "reads-only-by-reason": (f) => {
    if (!isRescue(f) || !(f.queue.hasOwnPolicy || f.queue.consumerCount > 0)) return undefined;
    const danger = f.queue.hasOwnPolicy
      ? "This queue has a redrive policy of its own: each look counts as a receive and may move messages on."
      : "This queue has a consumer: a look would compete with it.";
    return (f.overrideReason ?? "").length >= SHORTEST_REASON
      ? warn(`${danger} It is read all the same: ${f.overrideReason}`)
      : block(`${danger} Say in \`reason\` why it must be read anyway.`);
  },
  "fifo-heads": (f) =>
    isRescue(f) && f.queue.isFifo
      ? warn("FIFO: only the heads of message groups can be reached. What lies behind them is not copied, and counted.")
      : undefined,
  "something-waits": (f) =>
    isRescue(f) && f.approximateCount === 0 ? warn("Nothing was visible when the queue was last seen.") : undefined,
  "not-the-writes": (f) =>
    isRescue(f) && f.writesStopped
      ? warn(`All writes are stopped by ${f.writesStopped.by}. A rescue sends and deletes nothing, so it goes on.`)
      : undefined,
  "retention-below-most": (f) =>
    isRaise(f) && f.retention.seconds >= LONGEST_RETENTION_SECONDS
      ? block(`The retention is ${retentionText(f.retention.seconds)} already, the longest that SQS allows.`)
      : undefined,
  "kept-as-code": (f) =>
    isRaise(f) && f.retention.keptAsCodeBy
      ? warn(
          `${capital(f.retention.keptAsCodeBy)} says otherwise: it will be set back at the next deployment. Change it in the code too; the lines are below.`,
        )
      : undefined,
  "acts-late": (f) =>
    isRaise(f)
      ? warn("SQS shows the new retention within 60 s and acts on it within 15 min. What dies before that is lost.")
      : undefined,
  "no-message-touched": (f) =>
    isRaise(f) ? pass("No message is received, moved or deleted. It can be set back at any time.") : undefined,
  "loss-then": (f) =>
    isRaise(f) && f.retention.seconds < LONGEST_RETENTION_SECONDS
      ? pass(
          `Now: ${f.retention.lossNow} With ${retentionText(LONGEST_RETENTION_SECONDS)}: ${f.retention.lossWhenRaised}`,
        )
      : undefined,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
