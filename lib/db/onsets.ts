import type { OnsetKind } from "@/lib/core/failures/onset";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface OnsetRow {
  readonly classId: string;
  readonly at: string;
  readonly kind: OnsetKind;
}

/** The last time that class `c` came back or grew. */
const LAST_TURN = sql`LEFT JOIN LATERAL (
  SELECT x.at, x.status FROM class_change x WHERE x.class_id = c.id AND x.kind = 'status' AND x.status IN ('regressed', 'escalating')
  ORDER BY x.at DESC LIMIT 1) t ON true`;
/**
 * When the first message came that was not there before we looked; of what never was backlog it made the class. Executions
 * say when they ended; of what is only counted no more is known than the five minutes in which it was lost: their end.
 */
const FIRST_NEWS = sql`LEFT JOIN LATERAL (
  SELECT CASE WHEN c.record = 'executions' THEN coalesce((SELECT min(e.stopped_at) FROM failed_execution e WHERE e.class_id = c.id AND NOT e.is_backlog), CASE WHEN NOT c.is_backlog THEN c.first_seen_at END)
    WHEN c.record = 'count-only' THEN (SELECT min(b.bucket) + interval '5 minutes' FROM series.class_arrival b WHERE b.class_id = c.id AND b.count > b.backlog_count)
    WHEN c.is_backlog THEN (SELECT b.bucket FROM series.class_arrival b WHERE b.class_id = c.id AND b.count > b.backlog_count ORDER BY b.bucket LIMIT 1)
    ELSE c.first_seen_at END AS at) n ON true`;
/**
 * When the first of the messages that were seen then had failed, as far as SQS says it: of those that it moved the first
 * receive, of others when they were sent to where they are. Of several, because they are found in no order.
 */
const firstFailed = (mostMessages: number) => sql`LEFT JOIN LATERAL (
  SELECT min(f.received_at) AS received_at, min(f.reached_at) AS reached_at FROM (
    SELECT CASE WHEN m.origin_kind = 'sqs-redrive' THEN m.first_received_at END AS received_at,
      CASE WHEN m.origin_kind <> 'sqs-redrive' THEN m.sent_at END AS reached_at
    FROM failed_message m WHERE m.class_id = c.id AND NOT m.is_backlog AND m.first_seen_at >= coalesce(t.at, n.at) - interval '10 seconds'
    ORDER BY m.first_seen_at LIMIT ${mostMessages}) f) f ON coalesce(t.at, n.at) IS NOT NULL AND t.status IS DISTINCT FROM 'escalating'`;

/**
 * When these classes began, or came back, or grew for the last time, and how well that is known. A backlog began with the
 * oldest message that was found of it, or before. `mostMessages` of each class are read: the more, the more exact.
 */
export function readOnsets(db: Sql, classIds: readonly string[], mostMessages: number): Promise<OnsetRow[]> {
  return rows<OnsetRow>(
    db,
    sql`SELECT c.id AS class_id,
          CASE WHEN t.status = 'escalating' THEN t.at WHEN t.status = 'regressed' THEN greatest(least(f.received_at, f.reached_at, t.at), c.resolved_at)
            WHEN n.at IS NULL THEN coalesce((SELECT min(b.bucket) FROM series.class_arrival b WHERE b.class_id = c.id), c.first_seen_at)
            ELSE coalesce(least(f.received_at, f.reached_at), n.at) END AS at,
          CASE WHEN t.status = 'escalating' THEN 'faster' WHEN t.status = 'regressed' THEN 'again' WHEN n.at IS NULL THEN 'before-us'
            WHEN f.received_at IS NOT NULL THEN 'received' WHEN f.reached_at IS NOT NULL THEN 'reached'
            WHEN c.record = 'executions' THEN 'ended' WHEN c.record = 'count-only' THEN 'counted' ELSE 'seen' END AS kind
        FROM failure_class c ${LAST_TURN} ${FIRST_NEWS} ${firstFailed(mostMessages)} WHERE c.id = ANY(${[...classIds]}::text[])`,
  );
}
