import type { Batching } from "@/lib/core/failures/bystanders/batches";
import type { BatchMate, LogVerdict } from "@/lib/core/failures/bystanders/mark-bystanders";
import { DRAGGED_ALONG } from "@/lib/core/failures/evidence/evidence";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface BatchedSource extends Batching {
  readonly queueArn: string;
}
/**
 * Queues that dead-letter into this one and whose one consumer is a function that takes several messages at once and does
 * not say which of them failed: there one bad message drags its batch along.
 */
export function listBatchedSources(db: Sql, deadLetterQueueArn: string): Promise<BatchedSource[]> {
  return rows<BatchedSource>(
    db,
    sql`SELECT s.arn AS queue_arn, max((m.config ->> 'batchSize')::int) AS batch_size, max((m.config ->> 'batchWindowSeconds')::int) AS batch_window_seconds
        FROM queue s
        JOIN resource_edge e ON e.from_arn = s.arn AND e.kind = 'consumes' JOIN resource m ON m.id = e.resource_id AND m.deleted_at IS NULL
        WHERE s.dead_letter_target_arn = ${deadLetterQueueArn} AND s.deleted_at IS NULL
        GROUP BY s.arn HAVING count(DISTINCT m.id) = 1 AND bool_and(m.kind = 'mapping' AND (m.config ->> 'batchSize')::int > 1
          AND NOT coalesce((m.config ->> 'reportsBatchItemFailures')::boolean, false))`,
  );
}

/** The dead-letter queue that a class stands in; undefined where there is none. */
export function findQueueOfClass(db: Sql, classId: string): Promise<{ id: string; arn: string } | undefined> {
  return firstRow(
    db,
    sql`SELECT q.id, q.arn FROM failure_class c JOIN queue q ON q.id = c.queue_id WHERE c.id = ${classId}`,
  );
}

const MOST_CLASSES = 50;
const MOST_OF_EACH = 500;
const LOG_VERDICT = sql`CASE WHEN e.rung = 'logs-by-message-id' AND e.confidence = 'strong' THEN 'names-it'
  WHEN e.rung IN ('logs-by-message-id', 'logs-by-request') AND e.confidence <> 'weak' THEN 'maybe' WHEN e.rung = 'logs-by-request' AND e.text = ${DRAGGED_ALONG} THEN 'cleared'
  WHEN e.rung = 'logs-by-request' THEN 'not-it' ELSE 'unknown' END`;

interface MateRow extends Omit<BatchMate, "firstReceivedAt" | "sentAt" | "log"> {
  readonly firstReceivedAt: string | null;
  readonly sentAt: string | null;
  readonly log: LogVerdict;
}
/**
 * The newest messages without an error that SQS moved from a queue: of each of the latest 50 classes 500, also those that are
 * gone, because they tell who was in a batch with whom.
 */
export async function listBatchMates(db: Sql, queueId: string, sourceQueueArn: string): Promise<BatchMate[]> {
  const found = await rows<MateRow>(
    db,
    sql`SELECT f.id, f.message_id, f.message_type, f.shape, f.receive_count - f.our_receives AS receives, f.first_received_at, f.sent_at,
          ${LOG_VERDICT} AS log, coalesce(e.text, '') AS log_text
        FROM (SELECT c.id FROM failure_class c WHERE c.queue_id = ${queueId} AND c.anchor_arn = ${sourceQueueArn} AND c.origin_kind = 'sqs-redrive' AND c.normalised_error = ''
              ORDER BY c.last_seen_at DESC LIMIT ${MOST_CLASSES}) c
        CROSS JOIN LATERAL (SELECT * FROM failed_message m WHERE m.class_id = c.id ORDER BY m.first_seen_at DESC, m.id DESC LIMIT ${MOST_OF_EACH}) f
        LEFT JOIN class_evidence e ON e.class_id = c.id AND e.message_row_id = f.id`,
  );
  const dateOf = (text: string | null) => (text === null ? null : new Date(text));
  return found.map((row) => ({
    ...row,
    firstReceivedAt: dateOf(row.firstReceivedAt),
    sentAt: dateOf(row.sentAt),
  }));
}

/**
 * Writes why these messages were dragged along, or that nothing says so any more. Returns how many it changed. One that a
 * scan or a run holds right now is left for the next time: nobody ever waits for a guess.
 */
export function saveBystanders(
  tx: Tx,
  found: readonly { readonly id: string; readonly reason: string | null }[],
): Promise<number> {
  return execute(
    tx,
    sql`WITH free AS MATERIALIZED (
          SELECT f.id, g.reason FROM unnest(${found.map(({ id }) => id)}::text[], ${found.map(({ reason }) => reason)}::text[]) AS g(id, reason)
          JOIN failed_message f ON f.id = g.id AND f.bystander_reason IS DISTINCT FROM g.reason FOR NO KEY UPDATE OF f SKIP LOCKED)
        UPDATE failed_message f SET bystander_reason = free.reason FROM free WHERE f.id = free.id`,
  );
}
