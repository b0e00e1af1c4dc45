import type { Queue } from "@/lib/contract/queues";
import { type LossFacts, queueLoss } from "@/lib/core/losses/queue-loss";
import { estimateByOverlap } from "@/lib/core/queues/overlap-estimate";
import type { Sql } from "@/lib/db/connect";
import { readLossFacts } from "@/lib/db/losses";
import type { QueueView } from "@/lib/db/queues";
import { MOST_SCHEDULED_RECEIVES } from "../collecting/collect-due";

/** Queues as they are shown: counters that may be unknown, how complete our index is, and when the first message is lost. */
export async function showQueues(db: Sql, found: readonly QueueView[], now: Date): Promise<Queue[]> {
  const facts = await readLossFacts(
    db,
    found.map((row) => row.id),
  );
  return found.flatMap((row) => {
    const known = facts.get(row.id);
    return known ? [showQueue(row, known, now)] : [];
  });
}

function showQueue(row: QueueView, facts: LossFacts, now: Date): Queue {
  return {
    id: row.id,
    arn: row.arn,
    name: row.name,
    accountId: row.accountId,
    accountName: row.accountName,
    awsAccountId: row.awsAccountId,
    region: row.region,
    owner: row.owner,
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
    ...lossOf(facts, now),
    doesAutoRescue: row.doesAutoRescue,
    isBlind: row.isBlind,
    error: row.error,
    deletedAt: row.deletedAt,
  };
}

type CompletenessFacts = Pick<
  QueueView,
  | "indexedCount"
  | "visible"
  | "inFlight"
  | "sampledAt"
  | "scannedAt"
  | "isHeadsOnly"
  | "overlap"
  | "mode"
  | "maxScheduledReceives"
>;

export function completenessOf(row: CompletenessFacts) {
  const counted = row.visible === null ? null : row.visible + (row.inFlight ?? 0);
  // Counters older than our last look know less than the look does.
  const isOlder = row.scannedAt !== null && (row.sampledAt === null || row.sampledAt < row.scannedAt);
  const approximateCount = isOlder ? Math.max(counted ?? 0, row.indexedCount) : counted;
  return {
    indexedCount: row.indexedCount,
    approximateCount,
    overlapEstimate: estimateOf(row),
    scannedAt: row.scannedAt,
    isHeadsOnly: row.isHeadsOnly,
    note: noteOf(row, approximateCount),
  };
}

/**
 * Nothing is estimated where a look met everything that SQS counts; of FIFO queues the same heads are met again and again,
 * and a drain meets nothing twice.
 */
function estimateOf({ mode, isHeadsOnly, overlap, inFlight }: CompletenessFacts) {
  if (mode !== "index" || isHeadsOnly || overlap === null) return null;
  return overlap.isComplete && (inFlight ?? 0) === 0 ? null : (estimateByOverlap(overlap) ?? null);
}

function noteOf(row: CompletenessFacts, approximateCount: number | null): string | null {
  if (row.mode === "off") return "Off: counters only, no message is read.";
  // A drain has no budget of receives, and takes each head away.
  if (row.mode === "vault") return null;
  if (row.isHeadsOnly) return "FIFO: only the heads of message groups can be reached.";
  const isBehind = approximateCount !== null && approximateCount > row.indexedCount;
  if (isBehind && row.maxScheduledReceives >= MOST_SCHEDULED_RECEIVES)
    return `Not read by itself any more: its messages were received ${MOST_SCHEDULED_RECEIVES} times by schedule. Scan it by hand.`;
  return null;
}

function lossOf(facts: LossFacts, now: Date) {
  const { kind, earliestAt, latestAt, staleSince } = queueLoss(facts, now);
  return {
    lossKind: kind,
    lossAt: earliestAt?.toISOString() ?? null,
    lossLatestAt: latestAt?.toISOString() ?? null,
    lossStaleSince: staleSince?.toISOString() ?? null,
    savedCount: facts.savedCount,
  };
}
