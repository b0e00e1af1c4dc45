import { inTransaction } from "@/lib/db/connect";
import { forgetFleet, sumTouched, takeTurnAtSumming } from "@/lib/db/pipeline-series";
import type { WorkerCtx } from "../worker-context";

/** Each is a row of every queue: of 10,000 so many take two seconds, and a statement may take fifteen. */
const BUCKETS_A_TURN = 24;
const MOST_TURNS = 40;

/**
 * Keeps the sums of all queues young: sums again what was touched since, newest first, some buckets to a transaction. What is not
 * done in this round is done in the next; while another worker is at it, this one leaves it alone.
 */
export async function sumFleet(ctx: WorkerCtx): Promise<void> {
  for (let turn = 0; turn < MOST_TURNS && !ctx.signal.aborted; turn++) {
    const taken = await inTransaction(ctx.db, async (tx) =>
      (await takeTurnAtSumming(tx)) ? sumTouched(tx, BUCKETS_A_TURN) : 0,
    );
    if (taken < BUCKETS_A_TURN) break;
  }
  await forgetFleet(ctx.db, { fiveMinuteDays: 60, hourDays: 400 });
}
