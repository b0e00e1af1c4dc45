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

/** A new message, and the ids by which AWS knows what it tells of, beside its own. */
export interface Arrived {
  readonly messageRowId: string;
  readonly carriedIds: readonly string[];
}

/** What comes back to queues of these kinds carries the id that we were answered with: another id is another failure, unless more than one attempt may have arrived. */
const IDENTIFIED = ["sqs-redrive", "lambda-async", "lambda-destination", "eventbridge-rule", "eventbridge-bus"];

/**
 * Recognises messages that we sent back before, wherever they come to lie: by MessageId (SQS keeps it when it dead-letters),
 * or by the request, event or notification that our call was answered with. Where neither could be kept: by body and origin
 * among what one run sent from this queue, where no second run could have been it. What was sent into a queue would come
 * back under its id: after the end of such a run the same body is a new failure. Marks the run item *returned*, once, also
 * when *gone* was claimed of it, and links the message to it with one bounce more than the message had before.
 */
export function matchReturned(tx: Tx, queueId: string, arrived: readonly Arrived[]): Promise<Returned[]> {
  const carried = arrived.flatMap(({ messageRowId, carriedIds }) => carriedIds.map((name) => ({ messageRowId, name })));
  return rows<Returned>(
    tx,
    sql`WITH arrived AS (SELECT id, message_id, body_sha256, origin_kind, class_id, sent_at, is_backlog
                         FROM failed_message WHERE id = ANY(${arrived.map((one) => one.messageRowId)}::text[])),
        named AS (SELECT id, message_id AS name, 'same message id' AS how FROM arrived
                  UNION ALL SELECT n.id, n.name, 'same request, event or notification' FROM unnest(${carried.map((one) => one.messageRowId)}::text[], ${carried.map((one) => one.name)}::text[]) AS n(id, name)),
        by_id AS (SELECT DISTINCT ON (n.id) n.id AS message_row_id, i.id AS item_id, n.how FROM named n
                  JOIN run_item i ON i.destination_message_id = n.name
                  WHERE i.destination_arn IS DISTINCT FROM (SELECT q.arn FROM queue q WHERE q.id = ${queueId}) ORDER BY n.id, i.sent_at DESC NULLS LAST),
        unnamed AS (SELECT f.* FROM arrived f WHERE NOT f.is_backlog AND NOT EXISTS (SELECT 1 FROM by_id b WHERE b.message_row_id = f.id)),
        alike AS (SELECT i.id FROM run_item i JOIN unnamed f ON f.body_sha256 = i.body_sha256 WHERE i.queue_id = ${queueId}
                  UNION SELECT i.id FROM run_item i JOIN unnamed f ON f.body_sha256 = i.edited_sha256 WHERE i.queue_id = ${queueId}),
        sent AS (SELECT i.id, i.run_id, i.sent_at, coalesce(i.edited_sha256, i.body_sha256) AS body_sha256, o.origin_kind, r.ended_at IS NULL AS is_open
                 FROM alike a JOIN run_item i ON i.id = a.id JOIN run r ON r.id = i.run_id JOIN failed_message o ON o.id = i.message_row_id
                 WHERE i.sent_at IS NOT NULL AND i.returned_at IS NULL AND r.action <> 'discard' AND coalesce(i.edited_sha256, i.body_sha256) IN (SELECT body_sha256 FROM unnamed)
                   AND (i.destination_message_id IS NULL OR i.attempt > 1 OR NOT o.origin_kind = ANY(${IDENTIFIED}::text[]))
                   AND (r.state IN ('running', 'paused', 'cancelling', 'observing') OR (r.ended_at > dlo_now() - interval '1 day' AND r.driver NOT IN ('mover', 'redirect', 'restore')))
                   AND NOT EXISTS (SELECT 1 FROM by_id b WHERE b.item_id = i.id)),
        lone AS (SELECT s.*, row_number() OVER (PARTITION BY body_sha256, origin_kind ORDER BY sent_at, id) AS nth FROM sent s
                 WHERE NOT EXISTS (SELECT 1 FROM sent t WHERE t.body_sha256 = s.body_sha256 AND t.origin_kind = s.origin_kind AND t.run_id <> s.run_id AND t.is_open >= s.is_open)),
        fresh AS (SELECT f.id, f.body_sha256, f.origin_kind, f.sent_at, row_number() OVER (PARTITION BY f.body_sha256, f.origin_kind ORDER BY f.sent_at, f.id) AS nth
                  FROM unnamed f JOIN lone l ON l.nth = 1 AND l.body_sha256 = f.body_sha256 AND l.origin_kind = f.origin_kind
                  WHERE coalesce(f.sent_at, 'infinity') >= l.sent_at - make_interval(secs => ${CLOCK_SLACK_SECONDS})),
        matched AS (SELECT message_row_id, item_id, how FROM by_id
                    UNION ALL SELECT f.id, l.id, 'same body' FROM fresh f JOIN lone l USING (body_sha256, origin_kind, nth)
                    WHERE coalesce(f.sent_at, 'infinity') >= l.sent_at - make_interval(secs => ${CLOCK_SLACK_SECONDS})),
        marked AS (UPDATE run_item i SET outcome = 'returned', returned_at = dlo_now(), reason = 'came back: ' || m.how
                   FROM (SELECT DISTINCT ON (item_id) item_id, how FROM matched ORDER BY item_id, how) m
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
