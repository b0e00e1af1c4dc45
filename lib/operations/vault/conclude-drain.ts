import { appendAudit } from "@/lib/db/audit";
import { foldClassCounts } from "@/lib/db/class-counts";
import { inTransaction, type Tx } from "@/lib/db/connect";
import { addDrained, findDrain, saveDrainEnd, settleUnproved } from "@/lib/db/drains";
import { isHeld, type Lease } from "@/lib/db/leases";
import { notifyChange } from "@/lib/db/notify";
import type { QueueRow } from "@/lib/db/queues";
import { endScan, noteMissed } from "@/lib/db/scans";
import type { WorkerCtx } from "../worker-context";
import type { DrainSlice } from "./drain-slice";
import { waitSecondsAfter } from "./drain-stop";
import type { Draining } from "./draining";

/** What stays although nothing failed is somebody else's (a run's): it is looked at again after this long. */
const LEFT_WAIT_SECONDS = 300;

interface Ended {
  readonly lease: Lease;
  readonly slice: DrainSlice;
  readonly work: Draining | undefined;
  readonly startedAt: Date;
  readonly look: { readonly scanId: string; readonly isScheduled: boolean };
}

/**
 * Keeps how a slice ended: what was taken, what stays and why, and when it goes on. What an unanswered delete left open is
 * settled once the queue was seen empty. Who lost the lease only counts what it took: a pause that its successor wrote stays.
 * Returns why it stopped, in words.
 */
export async function concludeDrain(ctx: WorkerCtx, queue: QueueRow, ended: Ended): Promise<string> {
  const { slice, work, startedAt } = ended;
  const { stop } = slice;
  const isEmpty = await isSeenEmpty(ended);
  await inTransaction(ctx.db, async (tx) => {
    if (!(await isHeld(tx, ended.lease))) return addDrained(tx, queue.id, slice.drainedCount);
    if (isEmpty) {
      await noteMissed(tx, queue.id, ended.look.scanId);
      await settleUnproved(tx, queue.id);
    }
    const before = await findDrain(tx, queue.id);
    const isFailure = stop !== undefined && slice.drainedCount === 0;
    const failureCount = isFailure ? (before?.failureCount ?? 0) + 1 : 0;
    const isStuck = slice.leftCount > 0 && slice.drainedCount === 0;
    await saveDrainEnd(tx, {
      queueId: queue.id,
      accountId: queue.accountId,
      region: queue.region,
      startedAt,
      drainedCount: slice.drainedCount,
      leftCount: slice.leftCount,
      stoppedBecause: stop?.reason ?? null,
      fix: stop?.fix ?? null,
      isPaused: stop?.isPaused ?? false,
      failureCount,
      waitSeconds: stop ? waitSecondsAfter(stop, failureCount) : isStuck ? LEFT_WAIT_SECONDS : 0,
    });
    if (stop && (stop.isPaused || before?.stoppedBecause !== stop.reason)) await noteStop(ctx, tx, queue, ended);
    if (work) await endLook(tx, queue, ended);
    await notifyChange(tx, { topic: "queue", id: queue.id, accountId: queue.accountId });
    if (slice.drainedCount > 0) await notifyChange(tx, { topic: "vault", id: queue.id, accountId: queue.accountId });
  });
  if (slice.receivedCount > 0) await foldClassCounts(ctx.db);
  return wordsFor(ended);
}

/** Quiet, nothing left, and SQS counts nothing: visible, in flight or delayed. */
async function isSeenEmpty({ slice, work }: Ended): Promise<boolean> {
  if (!work || slice.stop || !slice.isQuiet || slice.leftCount > 0) return false;
  const counted = await work.sqs.attributes(work.queue.url).catch(() => undefined);
  return counted !== undefined && counted.visible + counted.inFlight + counted.delayed === 0;
}

async function endLook(tx: Tx, queue: QueueRow, ended: Ended): Promise<void> {
  const { slice, look } = ended;
  const { accountId, region, isFifo } = queue;
  const row = {
    id: look.scanId,
    accountId,
    region,
    queueId: queue.id,
    isScheduled: look.isScheduled,
    isHeadsOnly: isFifo,
  };
  await endScan(tx, row, {
    receiveCalls: slice.receiveCalls,
    receivedCount: slice.receivedCount,
    newCount: slice.newCount,
    unreleasedCount: 0,
    approximateCount: slice.approximateCount,
    isComplete: slice.stop === undefined && slice.isQuiet && slice.leftCount === 0,
    stoppedBecause: wordsFor(ended),
  });
}

async function noteStop(ctx: WorkerCtx, tx: Tx, queue: QueueRow, { slice }: Ended): Promise<void> {
  await appendAudit(tx, ctx, {
    action: "queue.drain-stopped",
    objectKind: "queue",
    objectId: queue.id,
    accountId: queue.accountId,
    region: queue.region,
    detail: {
      reason: slice.stop?.reason ?? null,
      isPaused: slice.stop?.isPaused ?? false,
      drainedCount: slice.drainedCount,
      leftCount: slice.leftCount,
    },
  });
}

function wordsFor({ slice, work }: Ended): string {
  if (slice.stop) return slice.stop.reason;
  if (slice.isQuiet) return "quiet";
  return work?.signal.aborted ? "the worker was stopped" : "30 seconds were over";
}
