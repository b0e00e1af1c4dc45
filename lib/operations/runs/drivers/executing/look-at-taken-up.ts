import type { ExecutionDescription } from "@/lib/aws/step-functions/executions";
import { DloError } from "@/lib/core/errors";
import { executionNameOf } from "@/lib/core/executions/execution-names";
import { BAD_ENDS, type BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import { findAccount } from "@/lib/db/accounts";
import { findLastRecord } from "@/lib/db/execution-looks";
import {
  hasUnknownOutcomes,
  listWatchedExecutions,
  markExecutionGone,
  type WatchedExecution,
} from "@/lib/db/execution-outcomes";
import { notifyChange } from "@/lib/db/notify";
import { type RunRow, saveDriverState } from "@/lib/db/runs";
import { learn } from "../../../executions/look-at-executions";
import { sessionFor, type Target } from "../../../polling/target";
import { keepEnded } from "../../../unrecorded/keep-ended";
import { described } from "../../../unrecorded/read-ends";
import type { WorkerCtx } from "../../../worker-context";

/** A look asks about this many; the next one goes on from there. */
const MOST_AT_ONCE = 20;

/**
 * Asks Step Functions what became of executions that a run took up: *gone* is one that succeeded, *returned* one that failed
 * again, and kept as the failure that it is. Returns whether that is known of all. Where it may not be asked, nothing is known.
 */
export async function lookAtTakenUp(ctx: WorkerCtx, run: RunRow): Promise<boolean> {
  const account = await findAccount(ctx.db, run.accountId);
  if (!account) return false;
  const target = { account, region: run.region };
  const after = typeof run.driverState.lookedUpTo === "number" ? run.driverState.lookedUpTo : 0;
  const found = await listWatchedExecutions(ctx.db, run.id, after, MOST_AT_ONCE);
  try {
    for (const one of found) await lookAt(ctx, target, run, one);
    if (found.length > 0) await saveDriverState(ctx.db, run.id, { lookedAtStage: run.stage });
  } catch (error) {
    if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
    ctx.log.warn({ runId: run.id, error: error.message }, "what became of executions could not be asked");
  }
  const isLastPage = found.length < MOST_AT_ONCE;
  await saveDriverState(ctx.db, run.id, { lookedUpTo: isLastPage ? 0 : (found.at(-1)?.position ?? 0) });
  if (found.length > 0) await notifyChange(ctx.db, { topic: "run", id: run.id, accountId: run.accountId });
  return !(await hasUnknownOutcomes(ctx.db, run.id));
}

async function lookAt(ctx: WorkerCtx, target: Target, run: RunRow, one: WatchedExecution): Promise<void> {
  const { executionArn, carryingArn } = one;
  const { stepFunctions } = sessionFor(ctx, target, "read", "run");
  const told = await described(stepFunctions, carryingArn);
  if (!told) return;
  const record = carryingArn === executionArn ? await findLastRecord(ctx.db, executionArn) : undefined;
  if (record) return learn(ctx, target, record, told);
  if (told.status === "SUCCEEDED") await markExecutionGone(ctx.db, carryingArn);
  else await keepEnd(ctx, target, run.subjectArn, carryingArn, told);
}

async function keepEnd(
  ctx: WorkerCtx,
  target: Target,
  machineArn: string,
  arn: string,
  { status, startedAt, stoppedAt }: ExecutionDescription,
): Promise<void> {
  if (!startedAt || !stoppedAt || !(status in BAD_ENDS)) return;
  const ended = { arn, name: executionNameOf(arn), startedAt, stoppedAt };
  await keepEnded(ctx, target, { machineArn, end: status as BadEnd }, [ended], new Date(0));
}
