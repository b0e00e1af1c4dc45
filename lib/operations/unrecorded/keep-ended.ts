import type { ListedExecution } from "@/lib/aws/step-functions/executions";
import { endKey } from "@/lib/core/executions/execution-names";
import { nextLookAt } from "@/lib/core/executions/now-status";
import type { MadeClass } from "@/lib/core/failures/made-class";
import { bucketOf } from "@/lib/core/failures/unrecorded/cadence";
import { executionClass } from "@/lib/core/failures/unrecorded/execution-class";
import type { BadEnd } from "@/lib/core/failures/unrecorded/families/executions";
import { sha256Of } from "@/lib/db/bodies";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { findUnknownExecutions, insertExecutions, type SeenExecution } from "@/lib/db/failed-executions";
import { notifyChange } from "@/lib/db/notify";
import { addToClass, type LossPlace } from "@/lib/db/unrecorded";
import { ensureUnrecordedClass } from "@/lib/db/unrecorded-classes";
import { noteExecutionReturns } from "../executions/note-execution-returns";
import { sessionFor, type Target } from "../polling/target";
import { maskedCause } from "../privacy/mask-kept";
import { holdMasking, type Masking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";
import { readEnds } from "./read-ends";
import { askingWhereFailed } from "./where-failed";

/**
 * Keeps executions of one state machine that ended so, each in the class of its error; those that are known already stay as
 * they are. Repeating it adds nothing.
 */
export async function keepEnded(
  ctx: WorkerCtx,
  target: Target,
  of: { readonly machineArn: string; readonly end: BadEnd },
  executions: readonly ListedExecution[],
  backlogBefore: Date,
): Promise<void> {
  const fresh = await findUnknownExecutions(ctx.db, executions);
  if (fresh.length === 0) return;
  const { stepFunctions } = sessionFor(ctx, target, "read", "executions");
  const ends = await readEnds(stepFunctions, fresh, askingWhereFailed(ctx, target, stepFunctions));
  const seen = ends.map((one) => ({
    ...one,
    isBacklog: one.stoppedAt < backlogBefore,
    lookAt: nextLookAt(one.sight?.nowStatus ?? "failed", one.stoppedAt, ctx.now()),
  }));
  const place = { accountId: target.account.id, region: target.region, ...of };
  await inTransaction(ctx.db, async (tx) => {
    const masking = await holdMasking(tx, ctx.keyring);
    for (const [made, ofClass] of byClass(place, seen, masking))
      await keepClass(ctx, tx, { place, made, seen: ofClass.map((one) => masked(one, masking)), backlogBefore });
    await noteExecutionReturns(ctx, tx, seen.map(endedAgain));
  });
}

type Seen = SeenExecution & { readonly groupedAs: { readonly error: string | null; readonly cause: string | null } };

function endedAgain({ arn, stoppedAt }: Seen) {
  return { arn, stoppedAt, sha256: sha256Of(endKey(arn, stoppedAt.toISOString())) };
}

function byClass(
  { machineArn, end }: { machineArn: string; end: BadEnd },
  seen: readonly Seen[],
  masking: Masking,
): [MadeClass, Seen[]][] {
  const classes = new Map<string, [MadeClass, Seen[]]>();
  const mask = (text: string) => masking.forWords.text(text);
  for (const one of seen) {
    const failedState = one.sight?.failedState ?? null;
    const made = executionClass({ machineArn, end, ...one.groupedAs, failedState }, sha256Of, mask);
    const group = classes.get(made.fingerprint) ?? [made, []];
    classes.set(made.fingerprint, group);
    group[1].push(one);
  }
  return [...classes.values()].sort(([one], [other]) => (one.fingerprint < other.fingerprint ? -1 : 1));
}

function masked(one: Seen, masking: Masking): Seen {
  return { ...one, ...maskedCause(one, masking) };
}

interface Kept {
  readonly place: LossPlace & { readonly machineArn: string; readonly end: BadEnd };
  readonly made: MadeClass;
  readonly seen: readonly Seen[];
  readonly backlogBefore: Date;
}

async function keepClass(ctx: WorkerCtx, tx: Tx, { place, made, seen, backlogBefore }: Kept): Promise<void> {
  const isBacklog = seen.every((one) => one.isBacklog);
  const id = ctx.newId("failureClass");
  const { accountId, region } = place;
  const classId = await ensureUnrecordedClass(
    tx,
    { accountId, region, record: "executions" },
    { ...made, id },
    isBacklog,
  );
  const added = await insertExecutions(tx, { ...place, classId }, seen);
  await addToClass(tx, accountId, classId, bucketsOf(added), backlogBefore);
  await notifyChange(tx, { topic: "class", id: classId, accountId });
}

/** How many ended in each bucket, in order of time. */
function bucketsOf(stoppedAt: readonly string[]): { at: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const at of stoppedAt) {
    const bucket = bucketOf(new Date(at)).toISOString();
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return [...counts].map(([at, count]) => ({ at, count })).sort((one, other) => (one.at < other.at ? -1 : 1));
}
