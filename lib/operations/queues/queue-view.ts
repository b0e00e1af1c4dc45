import type { Queue } from "@/lib/contract/queues";
import { expiryBound } from "@/lib/core/failures/loss";
import type { QueueView } from "@/lib/db/queues";
import { MOST_SCHEDULED_RECEIVES } from "../collecting/collect-due";

/** A queue as it is shown: counters that may be unknown, how complete our index is, and when the first message is lost. */
export function showQueue(row: QueueView, now: Date): Queue {
  return {
    id: row.id,
    arn: row.arn,
    name: row.name,
    accountId: row.accountId,
    accountName: row.accountName,
    awsAccountId: row.awsAccountId,
    region: row.region,
    isFifo: row.isFifo,
    isDeadLetterQueue: row.isDeadLetterQueue,
    mode: row.mode,
    capture: row.capture,
    visible: row.visible,
    inFlight: row.inFlight,
    delayed: row.delayed,
    sampledAt: row.sampledAt,
    ageSeconds: row.ageSeconds,
    ageAt: row.ageAt,
    retentionSeconds: row.retentionSeconds,
    maxReceiveCount: row.maxReceiveCount,
    deadLetterQueueId: row.deadLetterQueueId,
    deadLetterTargetArn: row.deadLetterTargetArn,
    sourceQueueNames: row.sourceQueueNames,
    completeness: row.isDeadLetterQueue ? completenessOf(row) : null,
    ...lossOf(row, now),
    isBlind: row.isBlind,
    error: row.error,
    deletedAt: row.deletedAt,
  };
}

type CompletenessFacts = Pick<
  QueueView,
  "indexedCount" | "visible" | "inFlight" | "sampledAt" | "scannedAt" | "isHeadsOnly" | "mode" | "maxScheduledReceives"
>;

export function completenessOf(row: CompletenessFacts) {
  const counted = row.visible === null ? null : row.visible + (row.inFlight ?? 0);
  // Counters older than our last look know less than the look does.
  const isOlder = row.scannedAt !== null && (row.sampledAt === null || row.sampledAt < row.scannedAt);
  const approximateCount = isOlder ? Math.max(counted ?? 0, row.indexedCount) : counted;
  return {
    indexedCount: row.indexedCount,
    approximateCount,
    scannedAt: row.scannedAt,
    isHeadsOnly: row.isHeadsOnly,
    note: noteOf(row, approximateCount),
  };
}

function noteOf(row: CompletenessFacts, approximateCount: number | null): string | null {
  if (row.mode === "off") return "Off: counters only, no message is read.";
  if (row.isHeadsOnly) return "FIFO: only the heads of message groups can be reached.";
  const isBehind = approximateCount !== null && approximateCount > row.indexedCount;
  if (isBehind && row.maxScheduledReceives >= MOST_SCHEDULED_RECEIVES)
    return `Not read by itself any more: its messages were received ${MOST_SCHEDULED_RECEIVES} times by schedule. Scan it by hand.`;
  return null;
}

/** Certain from the messages we indexed; a bound from the age metric; unknown when something waits and nothing tells. */
function lossOf(row: QueueView, now: Date): Pick<Queue, "lossAt" | "lossKind"> {
  // What a look or a run holds just now is in flight: it is still waiting, and still lost in time.
  const waiting = row.visible === null ? null : row.visible + (row.inFlight ?? 0) + (row.delayed ?? 0);
  if (!row.isDeadLetterQueue || waiting === 0) return { lossAt: null, lossKind: "none" };
  if (row.firstExpiryAt) return { lossAt: row.firstExpiryAt, lossKind: "certain" };
  if (waiting === null || row.ageSeconds === null || row.ageAt === null) return { lossAt: null, lossKind: "unknown" };
  const bound = expiryBound({
    isFifo: row.isFifo,
    oldestAgeSeconds: row.ageSeconds,
    retentionSeconds: row.retentionSeconds,
    longestSourceRetentionSeconds: row.maxSourceRetentionSeconds ?? undefined,
    now: new Date(Math.min(new Date(row.ageAt).getTime(), now.getTime())),
  });
  return { lossAt: bound.earliestAt.toISOString(), lossKind: "bound" };
}
