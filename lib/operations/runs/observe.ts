import { notifyIntent } from "@/lib/db/notify";
import { findQueue, requestScan } from "@/lib/db/queues";
import { hasSightSince, settleOutcomes } from "@/lib/db/run-items";
import { type RunRow, saveDriverState } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";
import { stepRun } from "./step";

const PATIENCE_MS = 60_000;

/**
 * Ends the watching of a run whose time is over. *Gone* needs a sight of the queue after the last send: when there is
 * none, one look is asked for, and after a minute without it the rest stays *unknown*.
 */
export async function observeRun(ctx: WorkerCtx, run: RunRow): Promise<void> {
  if (!run.isObserved) return;
  const askedAt = typeof run.driverState.sightAskedAt === "string" ? new Date(run.driverState.sightAskedAt) : undefined;
  const isSettled = run.action !== "redrive" || (await hasSightSince(ctx.db, run.id));
  if (!isSettled && askedAt === undefined && (await askForSight(ctx, run))) return;
  if (!isSettled && askedAt && ctx.now().getTime() - askedAt.getTime() < PATIENCE_MS) return;
  await stepRun(ctx, run.id, { kind: "observed" }, (tx) => settleOutcomes(tx, run.id));
}

async function askForSight(ctx: WorkerCtx, run: RunRow): Promise<boolean> {
  const queue = await findQueue(ctx.db, run.queueId);
  if (queue?.mode !== "index" || queue.deletedAt !== null) return false;
  await requestScan(ctx.db, queue.id, ctx.now(), queue.scanOverrideReason);
  await saveDriverState(ctx.db, run.id, { sightAskedAt: ctx.now().toISOString() });
  await notifyIntent(ctx.db, { topic: "scan", id: queue.id, accountId: queue.accountId });
  return true;
}
