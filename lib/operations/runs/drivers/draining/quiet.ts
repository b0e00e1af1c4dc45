import type { ItemChange } from "@/lib/db/run-items";
import type { Draining } from "./draining";
import type { LedgerItem } from "./ledger";

/**
 * Called when receiving gives nothing new: what is still planned is not there any more, or somebody else holds it. SQS
 * counts are approximate, so "not there" needs an empty queue and a few quiet seconds. *settled*: all that was looked for is
 * accounted for.
 */
export async function whenQuiet(drain: Draining, quietMs: number): Promise<"receive" | "wait" | "settled"> {
  const { work, held, hands, timing } = drain;
  const { visible, inFlight, delayed } = await work.aws.sqs.attributes(work.queue.url);
  const elsewhere = inFlight - held.size - hands.size;
  // On a FIFO queue, messages behind a held head count as visible though nobody can receive them.
  const patienceMs = work.queue.isFifo && elsewhere <= 0 ? timing.fifoPatienceMs : timing.patienceMs;
  if (visible + delayed > 0 && quietMs < patienceMs) return "receive";
  if (elsewhere > 0 && quietMs < timing.patienceMs) return "wait";
  if (quietMs < timing.settledMs) return "wait";
  if (elsewhere <= 0 && inFlight > 0 && held.size > 0) {
    // Whoever took a held message away leaves one too many in our count, and behind it hides one that somebody else holds.
    const countBefore = held.size;
    await held.confirm(drain.visibilitySeconds);
    if (held.size < countBefore) return "wait";
  }
  await settle(drain, whyNotReached(drain, elsewhere > 0));
  return "settled";
}

/**
 * Ends what was not met: planned messages are skipped with the reason; sent ones that were not seen again are gone. Those that
 * were met, and are held because their stage is not open, stay planned.
 */
export async function settle(drain: Draining, reason: string): Promise<void> {
  const { work, ledger, journal, effect } = drain;
  const isTried = ({ attempt }: LedgerItem) => attempt > 0 && !effect.isRepeatable;
  const planned = ledger.list("planned").filter(({ messageId }) => !drain.held.has(messageId));
  const tried = planned.filter(isTried);
  const untouched = planned.filter((item) => !isTried(item));
  const sent = ledger.list("sent", "delete-unconfirmed");
  const outcome = work.run.action === "discard" ? null : ("unknown" as const);
  await journal.record({
    changes: [
      ...untouched.map(({ id }): ItemChange => ({ itemId: id, state: "skipped", isOpen: false, reason })),
      ...tried.map(({ id }) => triedOnce(id, reason)),
      ...sent.map(({ id }): ItemChange => ({ itemId: id, state: "deleted", isOpen: false, outcome, reason: NOT_SEEN })),
    ],
    doneRowIds: sent.map(({ messageRowId }) => messageRowId),
  });
  moveAll(drain, untouched, "skipped");
  moveAll(drain, tried, "ambiguous");
  moveAll(drain, sent, "deleted");
}

/** An attempt had no answer, and there will be no other: nobody may call it not sent. */
export function triedOnce(itemId: string, why: string): ItemChange {
  const reason = `an attempt had no answer, and there was no second one: ${why}. It may have arrived`;
  return { itemId, state: "ambiguous", isOpen: false, outcome: "unknown", reason };
}

const NOT_SEEN = "not seen in the queue again";

function moveAll({ ledger }: Draining, items: readonly LedgerItem[], state: "skipped" | "deleted" | "ambiguous"): void {
  for (const item of items) ledger.move(item, state);
}

function whyNotReached({ work, ledger }: Draining, isHeldElsewhere: boolean): string {
  if (isHeldElsewhere) return "in flight with another reader; not touched";
  if (work.queue.isFifo)
    return ledger.stoppedGroups.size > 0
      ? "behind a message of its group that was refused"
      : "behind messages of its group that are not in this plan, or gone";
  return "not in the dead-letter queue any more";
}
