import { Conflict, DloError } from "@/lib/core/errors";
import { appendAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/connect";
import { fence } from "@/lib/db/leases";
import { countCopies } from "@/lib/db/losses";
import { markPurged } from "@/lib/db/purges";
import { lockRun, saveDriverState } from "@/lib/db/runs";
import { writeStopFor } from "@/lib/db/settings";
import type { Driver, DriverSession, Step, Work } from "./driver";
import { rescue } from "./rescue";

/**
 * Purge: what can be read is copied to the vault as a rescue does, and only then SQS deletes everything in the queue. Once
 * asked it is never asked again: when nobody knows whether SQS did it, a person has to look.
 */
export const purge: Driver = {
  name: "purge",
  async open(work) {
    if (!work.ctx.allowsPurge)
      return refusing("purging is off in this worker's configuration: DLO_ALLOW_PURGE must be yes");
    if (work.run.driverState.purgeAskedAt && !work.run.driverState.purgedAt) return vanishing(UNKNOWN);
    const tasks = await work.aws.sqs.moveTasks(work.queue.arn);
    if (tasks.some(({ status }) => status === "RUNNING" || status === "CANCELLING"))
      return refusing("a move task is running on this queue: wait for it, or cancel it");
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

const UNKNOWN = "SQS was asked to purge and gave no answer: whether it did is unknown. Look at the queue.";

async function purgeOnce(work: Work): Promise<Step> {
  const { ctx, run, queue, aws } = work;
  const { visible, inFlight, delayed } = await aws.sqs.attributes(queue.url);
  const copiedCount = await countCopies(ctx.db, run.id);
  await inTransaction(ctx.db, async (tx) => {
    await fence(tx, work.lease);
    await lockRun(tx, run.id);
    const stop = await writeStopFor(tx, run.accountId);
    if (stop) throw new Conflict("writes-stopped", `All writes are stopped by ${stop.by}.`);
    await saveDriverState(tx, run.id, { purgeAskedAt: ctx.now().toISOString() });
  });
  try {
    await aws.sqs.purge(queue.url);
  } catch (error) {
    if (!isSurelyUndone(error)) return { kind: "vanished", reason: UNKNOWN };
    await saveDriverState(ctx.db, run.id, { purgeAskedAt: null });
    throw error;
  }
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
      detail: { visible, inFlight, delayed, copiedCount, keptCount, uncopiedCount, reason: work.plan.reason },
    });
  });
  return { kind: "sent-all" };
}

/** Refused before anything happened: denied, throttled, too soon after the last purge. */
function isSurelyUndone(error: unknown): boolean {
  return error instanceof DloError && error.detail.effect === "none";
}

function refusing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "failed", reason }), cancel: async () => {}, close: async () => {} };
}
function vanishing(reason: string): DriverSession {
  return { advance: async () => ({ kind: "vanished", reason }), cancel: async () => {}, close: async () => {} };
}
