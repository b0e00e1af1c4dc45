import { EVERYTHING } from "@/lib/core/access/scope";
import { Conflict, DloError } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { countCopies } from "@/lib/db/losses";
import { findOpenInQueue } from "@/lib/db/plans";
import { countHeldUncopied, listSingleCopies, markPurged } from "@/lib/db/purges";
import { getRun, lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import { sessionFor } from "../../polling/target";
import { isStillNamed } from "../../vault/still-named";
import type { Driver, DriverSession, Step, Work } from "./driver";
import { rescue } from "./rescue";
import { needsSecondCopies, secondCopyProblem } from "./second-copies";

/**
 * Purge: what can be read is copied to the vault as a rescue does, and only then SQS deletes everything in the queue. Once
 * asked it is never asked again: when nobody knows whether SQS did it, a person has to look.
 */
export const purge: Driver = {
  name: "purge",
  async open(work) {
    const end = (await endOf(work)) ?? (await reasonNotTo(work));
    if (end) return ending(end);
    const copying = await rescue.open(work);
    return {
      async advance(budgetMs): Promise<Step> {
        const step = await copying.advance(budgetMs);
        return step.kind === "sent-all" ? purgeOnce(work) : step;
      },
      cancel: () => copying.cancel(),
      close: () => copying.close(),
    };
  },
};

const UNKNOWN: Step = {
  kind: "vanished",
  reason: "SQS was asked to purge and gave no answer: whether it did is unknown. Look at the queue.",
};

/** How it ended when SQS was asked before, by whoever; the row is read anew, since this worker may know less than it. */
async function endOf({ ctx, run }: Work): Promise<Step | undefined> {
  const now = await getRun(ctx.db, EVERYTHING, run.id);
  return askedEnd(now?.driverState ?? run.driverState);
}

function askedEnd({ purgeAskedAt, purgedAt }: Record<string, unknown>): Step | undefined {
  if (purgedAt) return { kind: "sent-all" };
  return purgeAskedAt ? UNKNOWN : undefined;
}

/** Looked at before anything is copied, and again right before SQS is asked: hours may lie between. */
async function reasonNotTo(work: Work): Promise<Step | undefined> {
  const { ctx, queue, run, account, aws } = work;
  const failed = (reason: string): Step => ({ kind: "failed", reason });
  if (!ctx.allowsPurge) return failed("purging is off in this worker's configuration: DLO_ALLOW_PURGE must be yes");
  const reading = sessionFor(ctx, { account, region: run.region }, "read", "collect");
  if (!queue.isDeadLetterQueue || !(await isStillNamed(ctx.db, queue, reading)))
    return failed(`no queue names ${queue.name} as its dead-letter target any more: it may be a live queue by now`);
  const { createdAt } = await aws.sqs.attributes(queue.url);
  if (createdAt.getTime() !== new Date(queue.awsCreatedAt).getTime())
    return failed(`${queue.name} was deleted and made anew: nobody planned to purge the new one`);
  const [open] = await findOpenInQueue(ctx.db, queue.id);
  if (open) return failed(`${open.count} of its messages are in run R-${open.runNumber}: end that one first`);
  const tasks = await aws.sqs.moveTasks(queue.arn);
  if (tasks.some(({ status }) => status === "RUNNING" || status === "CANCELLING"))
    return failed("a move task is running on this queue: wait for it, or cancel it");
  return undefined;
}

const COPIES_AT_ONCE = 50;

/** What must be safe before everything goes: what is under hold has a copy, and where two copies are needed there are two. */
async function reasonNotSafe(work: Work): Promise<Step | undefined> {
  const { ctx, queue, signal } = work;
  const heldCount = await countHeldUncopied(ctx.db, queue.id);
  if (heldCount > 0)
    return {
      kind: "failed",
      reason: `${heldCount} messages are under legal hold, and the vault could get no copy of them: nothing was purged`,
    };
  if (!needsSecondCopies(work)) return undefined;
  while (!signal.aborted) {
    const ids = await listSingleCopies(ctx.db, queue.id, COPIES_AT_ONCE);
    if (ids.length === 0) return undefined;
    const problem = await secondCopyProblem(work, ids);
    if (problem !== undefined) return { kind: "pause", reason: `${problem}: nothing was purged` };
  }
  return { kind: "more" };
}

async function purgeOnce(work: Work): Promise<Step> {
  const { ctx, run, queue, aws } = work;
  const no = (await reasonNotSafe(work)) ?? (await reasonNotTo(work));
  if (no) return no;
  const seen = await aws.sqs.attributes(queue.url);
  const end = await commitIntent(work);
  if (end) return end;
  try {
    await aws.sqs.purge(queue.url);
  } catch (error) {
    if (!isSurelyUndone(error)) return UNKNOWN;
    await saveDriverState(ctx.db, run.id, { purgeAskedAt: null });
    throw error;
  }
  await noteOutcome(work, seen);
  return { kind: "sent-all" };
}

/** Writes down that SQS is about to be asked. Why it is not: it was before, or a person was faster. */
async function commitIntent({ ctx, run, lease }: Work): Promise<Step | undefined> {
  return inTransaction(ctx.db, async (tx) => {
    await fence(tx, lease);
    const now = await lockRun(tx, run.id);
    if (now?.state !== "running") return { kind: "more" };
    const end = askedEnd(now.driverState);
    if (end) return end;
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    await saveDriverState(tx, run.id, { purgeAskedAt: ctx.now().toISOString() });
    return undefined;
  });
}

interface Depth {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

async function noteOutcome({ ctx, run, queue, plan }: Work, { visible, inFlight, delayed }: Depth): Promise<void> {
  const copiedCount = await countCopies(ctx.db, run.id);
  await inTransaction(ctx.db, async (tx) => {
    const { keptCount, uncopiedCount } = await markPurged(tx, queue.id, run.id);
    const outcome = `SQS deletes everything; about ${visible + inFlight + delayed} were there. ${keptCount} known messages are in the vault, ${uncopiedCount} known ones are not.`;
    await saveDriverState(tx, run.id, { purgedAt: ctx.now().toISOString(), outcome });
    await appendAudit(tx, ctx, {
      action: "queue.purged",
      objectKind: "queue",
      objectId: queue.id,
      accountId: run.accountId,
      region: run.region,
      runId: run.id,
      detail: { visible, inFlight, delayed, copiedCount, keptCount, uncopiedCount, reason: plan.reason },
    });
  });
}

/** Refused before anything happened: denied, throttled, too soon after the last purge. */
function isSurelyUndone(error: unknown): boolean {
  return error instanceof DloError && error.detail.effect === "none";
}

function ending(step: Step): DriverSession {
  return { advance: async () => step, cancel: async () => {}, close: async () => {} };
}
