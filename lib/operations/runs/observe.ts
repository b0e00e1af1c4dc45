import { isOverThreshold } from "@/lib/core/plans/stages";
import { notifyIntent } from "@/lib/db/notify";
import { findQueue, requestScan } from "@/lib/db/queues";
import { countSentAndReturned, hasSightSince, settleOutcomes } from "@/lib/db/run-items";
import { openStage, type RunRow, saveDriverState } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";
import { stepRun } from "./step";

const PATIENCE_MS = 60_000;

/**
 * Looks at a run that is watched: between two stages, or after the last. Too many returns pause it at once; when its time
 * is over the next stage opens, or the run ends.
 */
export async function observeRun(ctx: WorkerCtx, run: RunRow): Promise<void> {
  if (await pauseWhenTooManyCameBack(ctx, run)) return;
  if (!run.isObserved) return;
  if (run.sentAllAt === null) await openNextStage(ctx, run.id);
  else await finish(ctx, run);
}

/** Opens the next stage of a run that is watched between two. What a person asked for meanwhile is not undone. */
export async function openNextStage(ctx: WorkerCtx, runId: string): Promise<void> {
  await stepRun(ctx, runId, { kind: "next-stage" }, (tx, run) => openStage(tx, runId, run.stage + 1));
}

async function pauseWhenTooManyCameBack(ctx: WorkerCtx, run: RunRow): Promise<boolean> {
  const { sentCount, returnedCount } = await countSentAndReturned(ctx.db, run.id);
  if (run.sentAllAt !== null) return false;
  if (!isOverThreshold(returnedCount, sentCount, run.detail.returnThresholdPercent)) return false;
  const reason = `${returnedCount} of ${sentCount} sent came back, more than ${run.detail.returnThresholdPercent} %: the consumer still fails on them. Nothing more was sent.`;
  await stepRun(ctx, run.id, { kind: "pause", reason });
  return true;
}

/** *Gone* needs a sight of the queue after the last send: when there is none, one look is asked for; a minute later the rest stays *unknown*. */
async function finish(ctx: WorkerCtx, run: RunRow): Promise<void> {
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
