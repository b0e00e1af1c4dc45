import { MOST_MESSAGES } from "@/lib/core/failures/rules/regroup";
import { inTransaction } from "@/lib/db/connect";
import { addLateItems, findRegroupToAdvance, freezeItems, lockRegroup, type RegroupRow } from "@/lib/db/regroups";
import type { WorkerCtx } from "../worker-context";
import { applyBatch } from "./apply-batch";
import { previewBatch } from "./preview-batch";

const MOST_MS = 20_000;
const BATCH = 500;

/**
 * Moves the regrouping that waits, if there is one, by batches: previews what was asked for, applies what was confirmed.
 * Two workers at once do each batch once.
 */
export async function advanceRegroups(ctx: WorkerCtx, { batch = BATCH } = {}): Promise<void> {
  const startedMs = performance.now();
  let isMore = true;
  while (isMore && !ctx.signal.aborted && performance.now() - startedMs < MOST_MS) isMore = await step(ctx, batch);
}

async function step(ctx: WorkerCtx, batch: number): Promise<boolean> {
  const regroup = await findRegroupToAdvance(ctx.db);
  if (!regroup) return false;
  if (regroup.state === "asked") return freeze(ctx, regroup);
  if (regroup.state === "previewing") return previewBatch(ctx, regroup, batch);
  if (regroup.position === 0 && regroup.applied === null) await addLate(ctx, regroup);
  return applyBatch(ctx, regroup, batch);
}

async function freeze(ctx: WorkerCtx, { id }: RegroupRow): Promise<boolean> {
  return inTransaction(ctx.db, async (tx) => {
    const now = await lockRegroup(tx, id);
    if (now?.state === "asked") await freezeItems(tx, now, MOST_MESSAGES);
    return true;
  });
}

async function addLate(ctx: WorkerCtx, { id }: RegroupRow): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    const now = await lockRegroup(tx, id);
    if (now?.state === "applying" && now.position === 0) await addLateItems(tx, now);
  });
}
