import type { Inflow, QueueFact } from "@/lib/core/alerts/facts";
import { type Limits, limitsBy, lowestOf, type ThresholdLine } from "@/lib/core/alerts/thresholds/resolve";
import { type AlertQueueRow, listAlertQueues, readDeepSince } from "@/lib/db/alert-queues";
import type { Sql } from "@/lib/db/connect";

const HOUR_MS = 3_600_000;

/** Queues that may be over one of their limits. Only of those that are over one of depth it is read since when. */
export async function readQueueFacts(db: Sql, lines: readonly ThresholdLine[], at: Date): Promise<QueueFact[]> {
  const found = await listAlertQueues(db, at, lowestOf(lines));
  const limitsOf = limitsBy(lines);
  const limited = found.map((row) => ({ row, limits: limitsOf(row) }));
  const deep = limited.flatMap(({ row, limits }) => {
    const limit = depthLimit(row, limits);
    return limit !== null && row.visible !== null && row.visible > limit ? [{ id: row.id, depth: limit }] : [];
  });
  const since = await readDeepSince(db, deep, at);
  return limited.map(({ row, limits }) => factOf(row, limits, since.get(row.id) ?? null, at));
}

function depthLimit({ isDeadLetterQueue }: AlertQueueRow, limits: Limits): number | null {
  return isDeadLetterQueue ? limits.deadLetterDepth : limits.queueDepth;
}

function factOf(row: AlertQueueRow, limits: Limits, deepSince: Date | null, at: Date): QueueFact {
  const { id, name, accountId, region, arn, isDeadLetterQueue, visible, ageSeconds } = row;
  return {
    queueId: id,
    name,
    accountId,
    region,
    arn,
    isDeadLetterQueue,
    limits,
    firstLookAt: new Date(row.discoveredAt),
    depth: visible,
    sampledAt: row.sampledAt === null ? null : new Date(row.sampledAt),
    deepSince,
    ageSeconds,
    ageAt: row.ageAt === null ? null : new Date(row.ageAt),
    inflow: inflowOf(row, at),
  };
}

function inflowOf({ arrivedCount, firstArrivalAt, grownCount }: AlertQueueRow, at: Date): Inflow | null {
  if (arrivedCount !== null && arrivedCount >= (grownCount ?? 0))
    return { count: arrivedCount, by: "messages", since: new Date(firstArrivalAt ?? at) };
  if (grownCount === null || grownCount === 0) return null;
  return { count: grownCount, by: "growth", since: new Date(at.getTime() - HOUR_MS) };
}
