import { type ItemChange, type ItemRow, loadItems, saveItems } from "@/lib/db/run-items";
import type { Work } from "../driver";
import type { Effect } from "./effect";
import { Ledger } from "./ledger";
import { deleteDone } from "./process-batch";

/** SQS forgets a deduplication id after 5 minutes; within 4 a second attempt is surely dropped. */
const DEDUPLICATION_SECONDS = 240;

/**
 * Takes up a run where another worker left it. An item left *sending* may or may not have arrived: it is made ambiguous
 * or sent again by the plan's choice, and named in either case. An item left *sent* is only deleted, never sent again.
 */
export async function recoverLedger(work: Work, effect: Effect): Promise<Ledger> {
  const before = await loadItems(work.ctx.db, work.run.id);
  await saveItems(
    work.ctx.db,
    before.filter((row) => row.state === "sending").map((row) => unfinished(work, effect, row)),
  );
  const rows = await loadItems(work.ctx.db, work.run.id);
  const ledger = new Ledger(rows, work.plan.detail.stages);
  await deleteSent(work, effect, ledger, rows);
  return ledger;
}

function unfinished(work: Work, effect: Effect, row: ItemRow): ItemChange {
  if (effect.isRepeatable) return { itemId: row.id, state: "planned", isOpen: true };
  const ageSeconds = row.sendStartedAt
    ? (work.ctx.now().getTime() - new Date(row.sendStartedAt).getTime()) / 1000
    : Number.POSITIVE_INFINITY;
  if (work.queue.isFifo && ageSeconds < DEDUPLICATION_SECONDS)
    return { itemId: row.id, state: "planned", isOpen: true };
  if (work.plan.detail.duplicates === "resend" && !work.queue.isFifo)
    return {
      itemId: row.id,
      state: "planned",
      isOpen: true,
      reason: "the worker died during an attempt: it may arrive twice",
    };
  return {
    itemId: row.id,
    state: "ambiguous",
    isOpen: false,
    outcome: "unknown",
    reason: "the worker died during the send: it may have arrived",
  };
}

/** The handle of a sent message is good as long as its visibility timeout runs; later it is deleted when it is met again. */
async function deleteSent(work: Work, effect: Effect, ledger: Ledger, rows: readonly ItemRow[]): Promise<void> {
  const nowMs = performance.now();
  const claimed = rows.flatMap((row) => {
    const item = ledger.find(row.messageId);
    if (!item || !row.receiptHandle || row.visibleSeconds === null || row.visibleSeconds < 5) return [];
    if (row.state !== "sent" && row.state !== "delete-unconfirmed") return [];
    const message = {
      messageId: row.messageId,
      receiptHandle: row.receiptHandle,
      body: "",
      attributes: {},
      system: {},
    };
    return [{ item, message, visibleUntilMs: nowMs + row.visibleSeconds * 1000 }];
  });
  await deleteDone(work, effect, claimed);
}
