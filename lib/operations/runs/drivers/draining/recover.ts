import { type ItemChange, type ItemRow, loadItems, saveItems } from "@/lib/db/run-items";
import type { Work } from "../driver";
import type { Effect, Grip } from "./effect";
import { Ledger } from "./ledger";
import { skippedBehind } from "./process-batch";

/** SQS forgets a deduplication id after 5 minutes; within 4 a second attempt is surely dropped. */
const DEDUPLICATION_SECONDS = 240;
/** A handle that ends sooner proves nothing. */
const LEAST_VISIBLE_SECONDS = 5;

/** What a worker before us left in its hands. */
export interface Left {
  readonly ledger: Ledger;
  /** Sent and not deleted, with handles that are still good. */
  readonly toDelete: readonly Grip[];
  /** Handles of messages that are planned again: nobody has to wait until they are visible by themselves. */
  readonly toGiveBack: readonly string[];
}

/**
 * Takes up a run where another worker left it. An item left *sending* may or may not have arrived: it is made ambiguous
 * or sent again by the plan's choice, and named in either case. An item left *sent* is only deleted, never sent again.
 */
export async function recoverLedger(work: Work, effect: Effect): Promise<Left> {
  const { stages, itemOrder } = work.plan.detail;
  const before = await loadItems(work.ctx.db, work.run.id);
  const left = before.filter((row) => row.state === "sending");
  const changes = left.map((row) => unfinished(work, effect, row));
  await saveItems(work.ctx.db, [...changes, ...behindLost(work, before, changes)]);
  const rows = left.length > 0 ? await loadItems(work.ctx.db, work.run.id) : before;
  const terms = { sizes: stages, open: work.run.stage, isByOrder: itemOrder === "bystanders-first" };
  const ledger = new Ledger(rows, terms);
  return { ledger, ...handlesOf(rows, ledger, new Set(left.map(({ id }) => id))) };
}

function unfinished(work: Work, effect: Effect, row: ItemRow): ItemChange {
  if (effect.isRepeatable) return { itemId: row.id, state: "planned", isOpen: true };
  const isForgotten = row.triedSeconds === null || row.triedSeconds >= DEDUPLICATION_SECONDS;
  if (work.queue.isFifo && !isForgotten) return { itemId: row.id, state: "planned", isOpen: true };
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

/** Behind a FIFO message of which nobody knows whether it arrived, nothing of its group goes on. */
function behindLost({ queue }: Work, rows: readonly ItemRow[], changes: readonly ItemChange[]): ItemChange[] {
  if (!queue.isFifo) return [];
  const lostIds = new Set(changes.filter(({ state }) => state === "ambiguous").map(({ itemId }) => itemId));
  const heads = new Map(rows.filter(({ id }) => lostIds.has(id)).map((row) => [row.groupId, row.messageId]));
  return rows.flatMap(({ id, state, groupId }) => {
    const head = groupId === null ? undefined : heads.get(groupId);
    return state === "planned" && head !== undefined ? [{ itemId: id, ...skippedBehind(head) }] : [];
  });
}

/** A handle is good as long as its visibility timeout runs; later the message is dealt with when it is met again. */
function handlesOf(rows: readonly ItemRow[], ledger: Ledger, wasSending: ReadonlySet<string>) {
  const nowMs = performance.now();
  const toDelete: Grip[] = [];
  const toGiveBack: string[] = [];
  for (const { id, messageId, state, receiptHandle, visibleSeconds } of rows) {
    const item = ledger.find(messageId);
    if (!item || !receiptHandle || visibleSeconds === null || visibleSeconds < LEAST_VISIBLE_SECONDS) continue;
    if (state === "sent" || state === "delete-unconfirmed")
      toDelete.push({ item, receivedMs: nowMs, receiptHandle, visibleUntilMs: nowMs + visibleSeconds * 1000 });
    else if (state === "planned" && wasSending.has(id)) toGiveBack.push(receiptHandle);
  }
  return { toDelete, toGiveBack };
}
