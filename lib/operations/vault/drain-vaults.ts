import { listDrainCandidates } from "@/lib/db/drains";
import { whereverPossible } from "../polling/in-batches";
import type { Target } from "../polling/target";
import type { WorkerCtx } from "../worker-context";
import { drainQueue } from "./drain-queue";

/**
 * Drains the queues of one Region that are in vault mode and hold something, or for which a person asked. No other queue is
 * ever drained; one that fails does not hold up the others.
 */
export async function drainVaults(ctx: WorkerCtx, target: Target): Promise<void> {
  const due = await listDrainCandidates(ctx.db, target.account.id, target.region);
  await whereverPossible(due, 4, async ({ queueId, isRequested }) => {
    if (!ctx.signal.aborted) await drainQueue(ctx, queueId, !isRequested);
  });
}
