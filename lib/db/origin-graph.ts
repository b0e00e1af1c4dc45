import type { FailureSender } from "@/lib/core/failures/origins/origin";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";

/** What the inventory says of a dead-letter queue, apart from the queues whose redrive policy names it. */
export interface QueueTies {
  readonly namedBy: FailureSender[];
  readonly subscribedTopicArns: string[];
}

/** Who names this queue for its failures, and which topics deliver into it; empty where nobody could read that. */
export async function readQueueTies(db: Sql, queueArn: string): Promise<QueueTies> {
  const found = await rows<FailureSender & { edge: string }>(
    db,
    sql`SELECT e.kind AS edge, r.kind, r.arn, nullif(e.part, '') AS part, r.config->>'topicArn' AS topic_arn, (r.config->>'isRaw')::boolean AS is_raw
        FROM resource_edge e JOIN resource r ON r.id = e.resource_id AND r.deleted_at IS NULL
        WHERE e.to_arn = ${queueArn} AND (e.kind = 'dead-letters' OR (e.kind = 'delivers' AND r.kind = 'subscription')) ORDER BY r.arn, e.part`,
  );
  const topics = found.flatMap(({ edge, topicArn }) => (edge === "delivers" && topicArn ? [topicArn] : []));
  return {
    namedBy: found.flatMap(({ edge, ...sender }) => (edge === "dead-letters" ? [sender] : [])),
    subscribedTopicArns: [...new Set(topics)],
  };
}

/** Which of these messages one of our runs sent where they are now, and which run: SQS gave them their id then. */
export async function findSentByUs(db: Sql, messageIds: readonly string[]): Promise<Map<string, number>> {
  const found = await rows<{ messageId: string; runNumber: number }>(
    db,
    sql`SELECT i.destination_message_id AS message_id, max(r.number)::int AS run_number FROM run_item i JOIN run r ON r.id = i.run_id
        WHERE i.destination_message_id = ANY(${[...messageIds]}::text[]) GROUP BY 1`,
  );
  return new Map(found.map(({ messageId, runNumber }) => [messageId, runNumber]));
}

/**
 * Whether this is the first look at a queue since failures are told apart in another way: its classes were made by older
 * versions of the fingerprint and none yet by this one, or no look has ended since the grouping rules changed.
 */
export async function isFirstLookSince(
  db: Sql,
  queueId: string,
  version: number,
  rulesChangedAt: string | null,
): Promise<boolean> {
  const row = await firstRow<{ isFirst: boolean }>(
    db,
    sql`SELECT count(*) > 0 AND (count(*) FILTER (WHERE p.version >= ${version}) = 0 OR (${rulesChangedAt}::timestamptz IS NOT NULL
            AND NOT EXISTS (SELECT 1 FROM scan s WHERE s.queue_id = ${queueId} AND s.started_at >= ${rulesChangedAt}::timestamptz AND s.ended_at IS NOT NULL))) AS is_first
        FROM failure_class c JOIN class_fingerprint p ON p.class_id = c.id WHERE c.queue_id = ${queueId}`,
  );
  return row?.isFirst ?? false;
}
