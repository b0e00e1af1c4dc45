import type { AuditAction } from "@/lib/core/audit";
import { type Observation, type RunState, transition } from "@/lib/core/runs/run";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { notifyChange } from "@/lib/db/notify";
import { lockRun, type RunRow, saveLife } from "@/lib/db/runs";
import type { WorkerCtx } from "../worker-context";
import { tellAsker } from "./tell-asker";

const ACTIONS: Partial<Record<Observation["kind"], AuditAction>> = {
  started: "run.started",
  pause: "run.paused",
  cancelled: "run.cancelled",
  "stage-sent": "run.stage-sent",
  "next-stage": "run.stage-opened",
  "sent-all": "run.sent",
  observed: "run.finished",
  failed: "run.failed",
  vanished: "run.interrupted",
};

/**
 * Moves a run one step with its audit entry and the notice to whoever asked for it, in one transaction; `more` joins it.
 * Returns the state it has now. A step that cannot happen any more (a person or another worker was faster) changes nothing;
 * `isStill` says what else must hold of the run as it is now.
 */
export async function stepRun(
  ctx: WorkerCtx,
  runId: string,
  seen: Observation,
  more?: (tx: Tx, run: RunRow) => Promise<void>,
  isStill: (run: RunRow) => boolean = () => true,
): Promise<RunState | undefined> {
  return inTransaction(ctx.db, async (tx) => {
    const run = await lockRun(tx, runId);
    const life = run && isStill(run) ? transition(run, seen) : undefined;
    if (!run || !life) return run?.state;
    await saveLife(tx, runId, life);
    await more?.(tx, run);
    const action = ACTIONS[seen.kind];
    if (action)
      await appendAudit(tx, ctx, {
        action,
        objectKind: "run",
        objectId: runId,
        accountId: run.accountId,
        region: run.region,
        runId,
        detail: { from: run.state, to: life.state, reason: life.reason, requestedBy: run.requestedBy },
      });
    await tellAsker(ctx, tx, run, seen);
    await notifyChange(tx, { topic: "run", id: runId, accountId: run.accountId });
    return life.state;
  });
}
