import { DloError } from "@/lib/core/errors";
import type { MadeClass } from "@/lib/core/failures/made-class";
import { bucketOf, FIRST_LOOK_SECONDS } from "@/lib/core/failures/unrecorded/cadence";
import { executionClass } from "@/lib/core/failures/unrecorded/execution-class";
import { type BadEnd, endOf } from "@/lib/core/failures/unrecorded/families/executions";
import { sha256Of } from "@/lib/db/bodies";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { findUnknownExecutions, insertExecutions, type SeenExecution } from "@/lib/db/failed-executions";
import { notifyChange } from "@/lib/db/notify";
import { addToClass, type LossPlace } from "@/lib/db/unrecorded";
import { ensureUnrecordedClass } from "@/lib/db/unrecorded-classes";
import { noting } from "../polling/noting";
import { sessionFor, type Target } from "../polling/target";
import { maskedCause } from "../privacy/mask-kept";
import { holdMasking, type Masking } from "../privacy/masking";
import type { WorkerCtx } from "../worker-context";
import { readEnds } from "./read-ends";
import type { ReadWatch } from "./read-watch";

/** The list is eventually consistent: what was missing in it is found while the metric's window is read again. */
const LOOK_BACK_MS = FIRST_LOOK_SECONDS * 1000;

/** How far what a metric counts was listed. *part*: there were more than Step Functions lists at once. */
export type Listing = "all" | "part" | "none";

/**
 * Keeps the executions behind what these metrics count, each in the class of its error, and says of each metric how far they
 * were listed. A state machine that cannot be listed does not stop the others. Repeating it adds nothing.
 */
export async function keepExecutions(
  ctx: WorkerCtx,
  target: Target,
  watches: readonly ReadWatch[],
  backlogBefore: Date,
): Promise<Map<ReadWatch, Listing>> {
  const listings = new Map<ReadWatch, Listing>();
  const place = { accountId: target.account.id, region: target.region };
  for (const watch of watches) {
    const end = endOf(watch.family);
    if (!end) continue;
    try {
      const keep = () => keepOf(ctx, target, watch.arn, end, backlogBefore);
      listings.set(watch, (await noting(ctx, target, "executions", keep)) ? "part" : "all");
    } catch (error) {
      if (!(error instanceof DloError) || ctx.signal.aborted) throw error;
      ctx.log.warn({ ...place, machineArn: watch.arn, error: error.message }, "executions could not be listed");
      listings.set(watch, "none");
    }
  }
  return listings;
}

/** True when there were more than could be listed. */
async function keepOf(ctx: WorkerCtx, target: Target, machineArn: string, end: BadEnd, backlogBefore: Date) {
  const { stepFunctions } = sessionFor(ctx, target, "read", "metrics");
  const since = new Date(ctx.now().getTime() - LOOK_BACK_MS);
  const { executions, isCut } = await stepFunctions.endedExecutions(machineArn, end, since);
  const fresh = await findUnknownExecutions(ctx.db, executions);
  if (fresh.length === 0) return isCut;
  const ends = await readEnds(stepFunctions, fresh);
  const seen = ends.map((one) => ({ ...one, isBacklog: one.stoppedAt < backlogBefore }));
  const place = { accountId: target.account.id, region: target.region, machineArn, end };
  await inTransaction(ctx.db, async (tx) => {
    const masking = await holdMasking(tx, ctx.keyring);
    for (const [made, ofClass] of byClass(place, seen, masking))
      await keepClass(ctx, tx, { place, made, seen: ofClass.map((one) => masked(one, masking)), backlogBefore });
  });
  return isCut;
}

type Seen = SeenExecution & { readonly groupedAs: { readonly error: string | null; readonly cause: string | null } };

function byClass(
  { machineArn, end }: { machineArn: string; end: BadEnd },
  seen: readonly Seen[],
  masking: Masking,
): [MadeClass, Seen[]][] {
  const classes = new Map<string, [MadeClass, Seen[]]>();
  const mask = (text: string) => masking.forWords.text(text);
  for (const one of seen) {
    const made = executionClass({ machineArn, end, ...one.groupedAs }, sha256Of, mask);
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
