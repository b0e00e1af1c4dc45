import type { ExecutionDescription } from "@/lib/aws/step-functions/executions";
import { DloError } from "@/lib/core/errors";
import { nextLookAt } from "@/lib/core/executions/now-status";
import { BAD_ENDS, type BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import { type DueLook, listDueLooks, postponeLooks, saveLook } from "@/lib/db/execution-looks";
import { markExecutionGone } from "@/lib/db/execution-outcomes";
import { notifyChange } from "@/lib/db/notify";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import { keepEnded } from "../unrecorded/keep-ended";
import { described, sightOf } from "../unrecorded/read-ends";
import type { WorkerCtx } from "../worker-context";

/** A round looks at this many: two calls a second, whatever failed. */
const MOST_AT_ONCE = 20;
const AFTER_REFUSAL_SECONDS = 300;

/**
 * Looks how failed executions stand by now: whether they can be redriven, were redriven meanwhile, succeeded or failed again.
 * One that failed again is kept as the failure that it is. Each has its own cadence, and soon after somebody plans with it.
 */
export async function lookAtExecutions(ctx: WorkerCtx, target: Target): Promise<void> {
  const place = { accountId: target.account.id, region: target.region };
  const due = await listDueLooks(ctx.db, place, MOST_AT_ONCE);
  if (due.length === 0) return;
  const { stepFunctions } = sessionFor(ctx, target, "read", "executions");
  const left = [...due];
  try {
    await noting(ctx, target, "executions", async () => {
      for (let one = left[0]; one; one = left[0]) {
        await learn(ctx, target, one, await described(stepFunctions, one.executionArn));
        left.shift();
      }
    });
  } catch (error) {
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    ctx.log.warn({ ...place, error: error.message }, "executions could not be looked at");
    await postponeLooks(ctx.db, left, AFTER_REFUSAL_SECONDS);
  }
}

/** Keeps what an execution has come to. Repeating it changes nothing. */
export async function learn(
  ctx: WorkerCtx,
  target: Target,
  known: DueLook,
  told: ExecutionDescription | undefined,
): Promise<void> {
  const stoppedAt = new Date(known.stoppedAt);
  const sight = sightOf(stoppedAt, told);
  if (sight.nowStatus === "failed-again" && told) await keepNewEnd(ctx, target, known, told);
  if (sight.nowStatus === "succeeded-after-redrive")
    for (const id of await markExecutionGone(ctx.db, known.executionArn))
      await notifyChange(ctx.db, { topic: "run", id, accountId: target.account.id });
  const key = { arn: known.executionArn, stoppedAt };
  await saveLook(ctx.db, key, sight, nextLookAt(sight.nowStatus, stoppedAt, ctx.now()));
  if (sight.nowStatus !== known.nowStatus)
    await notifyChange(ctx.db, { topic: "class", id: known.classId, accountId: target.account.id });
}

/** It happened just now: nothing of it is backlog. */
async function keepNewEnd(ctx: WorkerCtx, target: Target, known: DueLook, told: ExecutionDescription): Promise<void> {
  const { machineArn, executionArn: arn, name } = known;
  if (!told.stoppedAt || !isBadEnd(told.status)) return;
  const ended = { arn, name, startedAt: new Date(known.startedAt), stoppedAt: told.stoppedAt };
  await keepEnded(ctx, target, { machineArn, end: told.status }, [ended], new Date(0));
}

function isBadEnd(status: string): status is BadEnd {
  return status in BAD_ENDS;
}
