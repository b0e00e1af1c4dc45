import { countItems, type ItemChange, type ItemRow, loadItems, rateOf, saveItems } from "@/lib/db/run-items";
import { Breaker } from "./draining/breaker";
import { Journal } from "./draining/journal";
import { DRAIN_TIMING } from "./draining/timing";
import type { Driver, DriverSession, Step, Work } from "./driver";
import { Pace } from "./pace";
import { restoreBatch } from "./restore-batch";
import { RestoreOrder } from "./restore-order";

const LANES = 16;
/** SQS forgets a deduplication id after 5 minutes; within 4 a second attempt is surely dropped. */
const DEDUPLICATION_SECONDS = 240;

/**
 * Restore: each chosen vault item is sent, unchanged, to the source queue it came from. The vault keeps its copy. What a
 * new send cannot carry over (MessageId, sent time, receive count) is lost.
 */
export const restore: Driver = {
  name: "restore",
  async open(work) {
    return restoring(work);
  },
};

/** The ledger. What stands *sending* between two sends was begun by a worker that died, or its end could not be written. */
async function settledItems(work: Work): Promise<ItemRow[]> {
  const rows = await loadItems(work.ctx.db, work.run.id);
  const open = rows.filter((row) => row.state === "sending" || isForgotten(work, row));
  if (open.length === 0) return rows;
  await saveItems(
    work.ctx.db,
    open.map((row) => unfinished(work, row)),
  );
  return loadItems(work.ctx.db, work.run.id);
}

/** A FIFO message whose try without an answer is minutes ago may arrive twice now: nobody sends it again. */
function isForgotten({ queue }: Work, { state, triedSeconds }: ItemRow): boolean {
  return queue.isFifo && state === "planned" && triedSeconds !== null && triedSeconds >= DEDUPLICATION_SECONDS;
}

function unfinished(work: Work, row: ItemRow): ItemChange {
  const isRemembered = row.triedSeconds !== null && row.triedSeconds < DEDUPLICATION_SECONDS;
  if (work.queue.isFifo && isRemembered) return { itemId: row.id, state: "planned", isOpen: true };
  return work.plan.detail.duplicates === "resend" && !work.queue.isFifo
    ? {
        itemId: row.id,
        state: "planned",
        isOpen: true,
        reason: "an attempt broke off: it may arrive twice",
      }
    : {
        itemId: row.id,
        state: "ambiguous",
        isOpen: false,
        outcome: "unknown",
        reason: "the send broke off: it may have arrived",
      };
}

/** What this worker could not claim somebody else may have begun: the ledger says whether all of it has come to an end. */
async function isSettled({ ctx, run }: Work): Promise<boolean> {
  const counts = await countItems(ctx.db, [run.id]);
  return counts.every(({ state }) => state !== "planned" && state !== "sending");
}

function restoring(work: Work): DriverSession {
  const pace = new Pace(work.run.ratePerSecond);
  const timing = { ...DRAIN_TIMING, ...work.ctx.drainTiming };
  const tools = { work, pace, breaker: new Breaker(pace, timing), journal: new Journal(work, "redriven") };
  return {
    async advance(budgetMs): Promise<Step> {
      const untilMs = performance.now() + budgetMs;
      pace.ask(await rateOf(work.ctx.db, work.run.id));
      const order = new RestoreOrder(await settledItems(work), work.queue.isFifo);
      const lane = async () => {
        while (performance.now() < untilMs && !work.signal.aborted) {
          const batch = order.next(pace.batchSize);
          if (batch.length === 0) return;
          await restoreBatch(tools, order, batch);
        }
      };
      const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
      const failed = lanes.find((end) => end.status === "rejected");
      if (failed) throw failed.reason;
      return order.isDone && (await isSettled(work)) ? { kind: "sent-all" } : { kind: "more" };
    },
    async cancel() {},
    async close() {},
  };
}
