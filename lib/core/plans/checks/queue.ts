import { redriveAllowed } from "../../coverage/redrive-allow-policy";
import { block, blockUnless, type CheckFacts, isDraining, pass, type Rules, unproven, warn } from "../check";

/** The dead-letter queue itself, and what is known of the chosen messages. */
export const QUEUE_RULES: Rules = {
  "queue-exists": (f) =>
    f.queue.isDeleted && f.action !== "restore" ? block(`${f.queue.name} was deleted.`) : undefined,
  "still-named": (f) =>
    isDraining(f) && !f.queue.isNamed && !f.queue.isDeleted
      ? blockUnless(
          `Nothing that we know names ${f.queue.name} as its dead-letter queue any more: it may be a live queue by now, whose messages belong to its consumer.`,
          "Look who reads it. Name it in a redrive policy again, or say why it is still a dead-letter queue.",
        )
      : undefined,
  "vault-copy": (f) => {
    if (f.action !== "discard") return undefined;
    return f.queue.capture === "whole"
      ? pass("Each message is copied to the vault, and the copy verified, before it is deleted.")
      : block("This queue is captured below whole, so no vault copy could be kept. Change its capture level first.");
  },
  erased,
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
  "move-task-running": (f) => {
    if (!isDraining(f)) return undefined;
    if (f.openMoveTask)
      return block(
        `Run R-${f.openMoveTask.runNumber} of ${f.openMoveTask.by} moves this whole queue by a move task.`,
        "Wait for it, or cancel it.",
      );
    return unproven(
      f.driver === "move-task"
        ? "Whether somebody else's move task is running on this queue is looked up when the run starts. If one is, the run stops before it touches anything."
        : "Whether somebody else's move task is running on this queue is not known here: it would compete for the messages, and what it takes is not found by this run.",
    );
  },
  "redrive-allow-policy": (f) => {
    if (f.driver !== "move-task") return undefined;
    const refused = f.places.filter(({ arn }) => !redriveAllowed(f.queue.redriveAllowPolicy, arn));
    return refused.length > 0
      ? block(
          `The redrive allow policy of ${f.queue.name} leaves out ${refused.map(({ name }) => name).join(", ")}: SQS would refuse the move task.`,
          "Name the source queue in RedriveAllowPolicy, or redrive by our mover, which does not need it.",
        )
      : undefined;
  },
  consumers: (f) => {
    if (!isDraining(f)) return undefined;
    if (f.queue.consumerCount > 0)
      return warn(
        "This dead-letter queue has a consumer: it competes for the messages.",
        "Switch its mapping off for as long as the run lasts.",
      );
    return f.queue.isConsumerKnown
      ? undefined
      : unproven("Functions are not read here: a consumer of this dead-letter queue may be overlooked.");
  },
  "own-policy": (f) =>
    f.queue.hasOwnPolicy && isDraining(f)
      ? warn("This dead-letter queue has a redrive policy of its own: receiving from it may move messages on.")
      : undefined,
  "whole-queue": (f) =>
    f.driver === "move-task"
      ? warn(
          "A move task takes the whole queue as it is when it starts, not a list. Pausing is cancelling, and results are counts.",
        )
      : undefined,
};

function erased(f: CheckFacts) {
  if (f.erasedCount === 0) return undefined;
  const some = `${f.erasedCount} of these were erased here`;
  if (f.driver === "move-task")
    return warn(`${some}, and a move task would send them on with all the others. Redrive the others by our mover.`);
  if (f.action !== "discard" && f.action !== "purge")
    return block(`${some}. Sending them would spread what was to be erased: leave them out, or discard them.`);
  if (f.erasedHeldCount > 0)
    return block(
      `${some} and are under legal hold: what lies in the queue is the last there is. Lift the hold first, or ${f.action === "purge" ? "discard the others" : "leave them out"}.`,
    );
  return warn(`${some}: they are deleted from the queue without a vault copy, for good.`);
}
