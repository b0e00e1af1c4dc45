import type { Tx } from "./connect";
import { execute, rows, sql } from "./query";

/** Producers' clocks and ours may differ by so much. */
const CLOCK_SLACK_SECONDS = 60;

export interface Returned {
  readonly itemId: string;
  readonly messageRowId: string;
  readonly classId: string;
  readonly runId: string;
  readonly accountId: string;
  /** The run had ended, and may have claimed that the message was gone. */
  readonly isLate: boolean;
}

/**
 * Recognises messages that we sent back before: by MessageId (SQS keeps it when it dead-letters), else by body and origin
 * among what one run sent, where no second run could have been it. What was sent into a queue would come back under its
 * id: after the end of such a run the same body is a new failure. Marks the run item *returned*, once, also when *gone* was
 * claimed of it, and links the message to it with one bounce more than the message had before.
 */
export function matchReturned(tx: Tx, queueId: string, messageRowIds: readonly string[]): Promise<Returned[]> {
  return rows<Returned>(
    tx,
    sql`WITH fresh AS (SELECT id, message_id, body_sha256, origin_kind, class_id, sent_at, row_number() OVER (PARTITION BY body_sha256, origin_kind ORDER BY sent_at, id) AS nth
                       FROM failed_message WHERE id = ANY(${[...messageRowIds]}::text[]) AND NOT is_backlog),
        by_id AS (SELECT DISTINCT ON (f.id) f.id AS message_row_id, i.id AS item_id FROM fresh f
                  JOIN run_item i ON i.destination_message_id = f.message_id ORDER BY f.id, i.sent_at DESC),
        alike AS (SELECT i.id FROM run_item i JOIN fresh f ON f.body_sha256 = i.body_sha256 WHERE i.queue_id = ${queueId}
                  UNION SELECT i.id FROM run_item i JOIN fresh f ON f.body_sha256 = i.edited_sha256 WHERE i.queue_id = ${queueId}),
        sent AS (SELECT i.id, i.run_id, i.sent_at, coalesce(i.edited_sha256, i.body_sha256) AS body_sha256, o.origin_kind
                 FROM alike a JOIN run_item i ON i.id = a.id JOIN run r ON r.id = i.run_id JOIN failed_message o ON o.id = i.message_row_id
                 WHERE i.sent_at IS NOT NULL AND i.returned_at IS NULL AND r.action <> 'discard' AND coalesce(i.edited_sha256, i.body_sha256) IN (SELECT body_sha256 FROM fresh)
                   AND (r.state IN ('running', 'paused', 'cancelling', 'observing') OR (r.ended_at > dlo_now() - interval '1 day' AND r.driver NOT IN ('mover', 'redirect', 'restore')))
                   AND NOT EXISTS (SELECT 1 FROM by_id b WHERE b.item_id = i.id)),
        lone AS (SELECT s.*, row_number() OVER (PARTITION BY body_sha256, origin_kind ORDER BY sent_at, id) AS nth FROM sent s
                 WHERE NOT EXISTS (SELECT 1 FROM sent t WHERE t.body_sha256 = s.body_sha256 AND t.origin_kind = s.origin_kind AND t.run_id <> s.run_id)),
        matched AS (SELECT message_row_id, item_id, 'same message id' AS how FROM by_id
                    UNION ALL SELECT f.id, l.id, 'same body' FROM fresh f JOIN lone l USING (body_sha256, origin_kind, nth)
                    WHERE NOT EXISTS (SELECT 1 FROM by_id b WHERE b.message_row_id = f.id)
                      AND coalesce(f.sent_at, 'infinity') >= l.sent_at - make_interval(secs => ${CLOCK_SLACK_SECONDS})),
        marked AS (UPDATE run_item i SET outcome = 'returned', returned_at = dlo_now(), reason = 'came back: ' || m.how FROM matched m
                   WHERE i.id = m.item_id AND i.returned_at IS NULL RETURNING i.id),
        linked AS (UPDATE failed_message f SET returned_from_item_id = i.id, bounce_count = coalesce(b.bounce_count, 0) + 1
                   FROM matched m JOIN run_item i ON i.id = m.item_id LEFT JOIN failed_message b ON b.id = i.message_row_id
                   WHERE f.id = m.message_row_id RETURNING f.id, f.class_id, i.id AS item_id, i.run_id)
        SELECT l.item_id, l.id AS message_row_id, l.class_id, l.run_id, r.account_id, r.ended_at IS NOT NULL AND l.item_id IN (SELECT id FROM marked) AS is_late
        FROM linked l JOIN run r ON r.id = l.run_id ORDER BY l.item_id`,
  );
}

/** One bounce more for each of these classes, as often as it is named. The caller holds their rows already. */
export async function countBounces(tx: Tx, classIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class c SET bounce_count = c.bounce_count + g.n
        FROM (SELECT class_id, count(*)::int AS n FROM unnest(${[...classIds]}::text[]) AS u(class_id) GROUP BY 1) g WHERE c.id = g.class_id`,
  );
}

/** How many messages of a run came back after it had ended. */
export async function countLateReturns(
  tx: Tx,
  runId: string,
): Promise<{ readonly runNumber: number; readonly lateCount: number }> {
  const [row] = await rows<{ runNumber: number; lateCount: number }>(
    tx,
    sql`SELECT r.number AS run_number, (SELECT count(*) FROM run_item i WHERE i.run_id = r.id AND i.returned_at >= r.ended_at)::int AS late_count
        FROM run r WHERE r.id = ${runId}`,
  );
  return row ?? { runNumber: 0, lateCount: 0 };
}
