import { EVERYTHING } from "@/lib/core/access/scope";
import { isAboutQueue } from "@/lib/core/plans/action";
import type { Evidence } from "@/lib/core/runs/stage";
import { nextWatchStep } from "@/lib/core/runs/watch";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { notifyIntent } from "@/lib/db/notify";
import { findQueue, requestScan } from "@/lib/db/queues";
import { settleOutcomes } from "@/lib/db/run-outcomes";
import { endStage, noteLook, openStage } from "@/lib/db/run-stages";
import { getRun, type RunRow } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import { listQueuesToSee, readWatch } from "@/lib/db/watch-facts";
import type { WorkerCtx } from "../worker-context";
import { resourceDrivers } from "./drivers";
import { evidenceSoFar } from "./evidence-so-far";
import { stepRun } from "./step";
import { returnsInWords, tooManyReturns } from "./too-many-returns";

/**
 * Looks at a run that is watched: between two stages, or after the last. Too many returns pause it at once, and so do
 * stopped writes; looks into the queues where it would come back are asked for in time; when its window is over the next stage opens, or
 * the run ends. Safe to call from any number of workers, as often as one likes.
 */
export async function observeRun(ctx: WorkerCtx, run: RunRow): Promise<void> {
  const isBetweenStages = run.sentAllAt === null;
  if (isBetweenStages && (await mayNotGoOn(ctx, run))) return;
  // Nobody asked for a look: what a worker left between two such stages goes on at once.
  if (isBetweenStages && run.detail.stageObservationSeconds === 0) return void (await openNextStage(ctx, run, "none"));
  if (!isAboutQueue(run.driver)) return observeExecutions(ctx, run, isBetweenStages);
  const seen = await readWatch(ctx.db, run.id);
  const step = seen
    ? nextWatchStep(seen)
    : run.isObserved
      ? ({ kind: "end", evidence: "none" } as const)
      : ({ kind: "wait" } as const);
  if (step.kind === "look") return askForSight(ctx, run, step.which);
  if (step.kind === "wait") return;
  if (isBetweenStages && step.kind === "doubt") await pauseInDoubt(ctx, run, step.evidence);
  else if (isBetweenStages) await openNextStage(ctx, run, step.evidence);
  else await finish(ctx, run, step.evidence);
}

/** Of executions Step Functions itself tells what became: nobody waits for what is known. */
async function observeExecutions(ctx: WorkerCtx, run: RunRow, isBetweenStages: boolean): Promise<void> {
  if (isAboutQueue(run.driver)) return;
  const isAllKnown = (await resourceDrivers[run.driver].look?.(ctx, run)) ?? true;
  if (isBetweenStages && (await pauseWhenTooManyCameBack(ctx, run))) return;
  if (!isAllKnown && !run.isObserved) return;
  const now = (await getRun(ctx.db, EVERYTHING, run.id)) ?? run;
  const evidence = isAllKnown ? "full" : await evidenceSoFar(ctx.db, now);
  if (isBetweenStages) await openNextStage(ctx, run, evidence);
  else await finish(ctx, run, evidence);
}

async function mayNotGoOn(ctx: WorkerCtx, run: RunRow): Promise<boolean> {
  if (await pauseWhenTooManyCameBack(ctx, run)) return true;
  const stop = await writeStopFor(ctx.db, run.accountId);
  if (!stop) return false;
  await stepRun(ctx, run.id, {
    kind: "pause",
    code: "writes-stopped",
    reason: `All writes are stopped by ${stop.by}.`,
  });
  return true;
}

/**
 * Opens the next stage of a run whose open one was watched. What a person asked for meanwhile is not undone, nor is a stage
 * opened that another worker opened already. Returns whether the run goes on.
 */
export async function openNextStage(ctx: WorkerCtx, before: RunRow, evidence: Evidence): Promise<boolean> {
  const open = async (tx: Tx, run: RunRow) => {
    await endStage(tx, run.id, evidence, "window");
    await openStage(tx, run.id, run.stage + 1);
    await notifyIntent(tx, { topic: "run", id: run.id, accountId: run.accountId });
  };
  const isStill = (run: RunRow) => run.state === "observing" && run.stage === before.stage;
  const state = await stepRun(ctx, before.id, { kind: "next-stage" }, open, isStill);
  return state === "running";
}

/** Pauses a run of which more came back than its plan allows, while there is something left to send. */
export async function pauseWhenTooManyCameBack(ctx: WorkerCtx, run: RunRow): Promise<boolean> {
  const returns = await tooManyReturns(ctx.db, run);
  if (!returns) return false;
  const seen = await readWatch(ctx.db, run.id);
  const reason = `${returnsInWords(returns, run.detail.returnThresholdPercent)}.`;
  await stepRun(ctx, run.id, { kind: "pause", code: "returns", reason }, async (tx) => {
    if (seen) await endStage(tx, run.id, await evidenceSoFar(tx, run), "returns");
  });
  return true;
}

const HIDDEN_RISE =
  "More came to lie in the dead-letter queue than could be met: of a FIFO queue only the heads of groups are. It may be what was sent; nothing more is sent until somebody says so.";

async function pauseInDoubt(ctx: WorkerCtx, run: RunRow, evidence: Evidence): Promise<void> {
  const isStill = (now: RunRow) => now.state === "observing" && now.stage === run.stage;
  const end = (tx: Tx) => endStage(tx, run.id, evidence, "window");
  await stepRun(ctx, run.id, { kind: "pause", code: "returns", reason: HIDDEN_RISE }, end, isStill);
}

/** *Gone* is claimed only of what a sight of the queue after the last send did not show again; the rest stays *unknown*. */
async function finish(ctx: WorkerCtx, run: RunRow, evidence: Evidence): Promise<void> {
  await stepRun(ctx, run.id, { kind: "observed" }, async (tx) => {
    if (isAboutQueue(run.driver)) await settleOutcomes(tx, run.id);
    await endStage(tx, run.id, evidence, "window");
  });
}

async function askForSight(ctx: WorkerCtx, run: RunRow, which: "first" | "last"): Promise<void> {
  const found = await Promise.all((await listQueuesToSee(ctx.db, run.id)).map((id) => findQueue(ctx.db, id)));
  await inTransaction(ctx.db, async (tx) => {
    if (!(await noteLook(tx, run.id, which))) return;
    for (const queue of found.filter((one) => one !== undefined)) {
      // A drain looks by itself; its own wish would stand for ever.
      if (queue.mode === "index") await requestScan(tx, queue.id, ctx.now(), queue.scanOverrideReason);
      await notifyIntent(tx, { topic: "scan", id: queue.id, accountId: queue.accountId });
    }
  });
}
