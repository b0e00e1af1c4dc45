import { listRunsToAdvance, type RunRow } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";
import { driveRun } from "./drive";
import { observeRun } from "./observe";

/** Runs that this process drives just now, by worker and run: a sweep must not start a second driver beside the first. */
const driving = new Map<string, Promise<void>>();

/**
 * Looks at every open run: starts driving those that act and ends those that were watched long enough. Returns when all
 * are under way, not when they are done. Call it on a wish and every few seconds.
 */
export async function advanceRuns(ctx: WorkerCtx): Promise<void> {
  const open = await listRunsToAdvance(ctx.db);
  // To watch executions takes calls to AWS: nothing that is to act waits for them.
  for (const run of open) if (run.state !== "observing") startDriving(ctx, run.id);
  for (const run of open) if (run.state === "observing") await observe(ctx, run);
}

/** A run that cannot be looked at holds up no other. */
async function observe(ctx: WorkerCtx, run: RunRow): Promise<void> {
  await observeRun(ctx, run).catch((err: unknown) => {
    if (!ctx.signal.aborted) ctx.log.error({ err, runId: run.id }, "watching a run broke off");
  });
}

function startDriving(ctx: WorkerCtx, runId: string): void {
  const key = `${ctx.workerId} ${runId}`;
  if (driving.has(key)) return;
  const drive = driveRun(ctx, runId)
    .catch((err: unknown) => {
      // The ledger has what was done; the next sweep goes on from there.
      if (!ctx.signal.aborted) ctx.log.error({ err, runId }, "driving a run broke off");
    })
    .finally(() => driving.delete(key));
  driving.set(key, drive);
}

/** Waits until no run is driven by this process: what a worker does before it ends. */
export async function whenIdle(): Promise<void> {
  await Promise.allSettled(driving.values());
}
