import { inTransaction } from "@/lib/db/connect";
import { markMessagesDone, saveItems } from "@/lib/db/run-items";
import type { Work } from "../driver";
import type { Effect } from "./effect";
import type { Ledger } from "./ledger";

/** How long another reader may hold our messages before we name them and end. */
const PATIENCE_MS = 150_000;
const FIFO_PATIENCE_MS = 10_000;
const SETTLED_MS = 3_000;

/**
 * Called when receiving gives nothing new: what is still planned is not there any more, or somebody else holds it. SQS
 * counts are approximate, so "not there" needs an empty queue and a few quiet seconds. Returns whether to go on waiting.
 */
export async function whenQuiet(
  work: Work,
  effect: Effect,
  ledger: Ledger,
  heldCount: number,
  quietMs: number,
): Promise<boolean> {
  const { visible, inFlight, delayed } = await work.aws.sqs.attributes(work.queue.url);
  const elsewhere = inFlight - heldCount;
  // On a FIFO queue, messages behind a held head count as visible though nobody can receive them.
  const patienceMs = work.queue.isFifo && elsewhere <= 0 ? FIFO_PATIENCE_MS : PATIENCE_MS;
  if (visible + delayed > 0 && quietMs < patienceMs) return false;
  if (elsewhere > 0 && quietMs < PATIENCE_MS) return true;
  if (quietMs < SETTLED_MS) return true;
  await settle(work, effect, ledger, elsewhere > 0);
  return false;
}

async function settle(work: Work, effect: Effect, ledger: Ledger, isHeldElsewhere: boolean): Promise<void> {
  const planned = ledger.in("planned");
  const sent = ledger.in("sent", "delete-unconfirmed");
  const reason = whyNotReached(work, isHeldElsewhere, ledger.stoppedGroups.size > 0);
  await inTransaction(work.ctx.db, async (tx) => {
    await saveItems(
      tx,
      planned.map((item) => ({ itemId: item.id, state: "skipped", isOpen: false, reason })),
    );
    await saveItems(
      tx,
      sent.map((item) => ({
        itemId: item.id,
        state: "deleted",
        isOpen: false,
        outcome: work.run.action === "discard" ? null : "unknown",
        reason: "not seen in the queue again",
      })),
    );
    await markMessagesDone(
      tx,
      sent.map((item) => item.messageRowId),
      effect.doneState,
    );
  });
  for (const item of planned) item.state = "skipped";
  for (const item of sent) item.state = "deleted";
}

function whyNotReached(work: Work, isHeldElsewhere: boolean, hasStoppedGroups: boolean): string {
  if (isHeldElsewhere) return "in flight with another reader; not touched";
  if (work.queue.isFifo)
    return hasStoppedGroups
      ? "behind a message of its group that was refused"
      : "behind messages of its group that are not in this plan, or gone";
  return "not in the dead-letter queue any more";
}
