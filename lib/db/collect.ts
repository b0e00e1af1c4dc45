import { noteArrivals } from "./class-status";
import type { Sql, Tx } from "./connect";
import type { Place } from "./ensure-classes";
import { EXPIRES_AT, EXPIRES_LATEST_AT, LIVES_UNTIL } from "./losses";
import { ONE_NOW } from "./one-now";
import { execute, rows, sql } from "./query";
import { touchFleet } from "./touch-fleet";

/** A message as a scan read and understood it. */
export interface SeenMessage {
  readonly id: string;
  readonly messageId: string;
  readonly bodyId: string | null;
  readonly fingerprint: string;
  readonly sentAt: string | null;
  readonly expiresAt: string | null;
  readonly expiresLatestAt: string | null;
  readonly receiveCount: number;
  readonly groupId: string | null;
  readonly sequenceNumber: string | null;
  readonly originKind: string;
  readonly originCertainty: string;
  readonly sourceQueueArn: string | null;
  readonly causeKind: string;
  readonly causeReason: string;
  readonly classifier: string;
  readonly errorText: string | null;
  readonly messageType: string;
  readonly shape: string;
  readonly payloadKind: string;
  readonly preview: string | null;
  readonly attributeCount: number;
  readonly bodySha256: string;
  readonly bodyBytes: number;
  readonly firstReceivedAt: string | null;
  /** Code version of the consumer that failed, where the message itself carries no error. */
  readonly consumerVersion: string | null;
  /** Of a stream pointer: when the records it points at vanish, at the earliest. */
  readonly recordsUntil: string | null;
}
/** Messages of this queue that we know already, with their state. */
export function findKnown(
  db: Sql,
  queueId: string,
  messageIds: readonly string[],
): Promise<{ messageId: string; state: string }[]> {
  return rows(
    db,
    sql`SELECT f.message_id, f.state FROM unnest(${[...messageIds]}::text[]) AS m(id)
        CROSS JOIN LATERAL (SELECT message_id, state FROM failed_message WHERE queue_id = ${queueId} AND message_id = m.id LIMIT 1) f`,
  );
}

/** Found though its time is over: its queue must have kept it for longer than we knew. */
const IS_OVERDUE = sql`f.sent_at IS NOT NULL AND ${LIVES_UNTIL} < ${ONE_NOW}`;

/**
 * Notes that known messages were received again: they are present (unless we gave them back or discarded them already),
 * and the receive was ours. Their rows are locked in one order with whoever moves them to another class.
 */
export async function noteSeenAgain(
  tx: Tx,
  queueId: string,
  scan: { id: string; isScheduled: boolean },
  seen: readonly { messageId: string; receiveCount: number }[],
): Promise<void> {
  if (seen.length === 0) return;
  await execute(
    tx,
    sql`UPDATE failed_message f SET last_seen_at = ${ONE_NOW}, last_scan_id = ${scan.id}, missed_scans = 0, receive_count = s.receives,
          our_receives = f.our_receives + 1, scheduled_receives = f.scheduled_receives + ${scan.isScheduled ? 1 : 0},
          state_at = CASE WHEN f.state IN ('left', 'probably-expired', 'vaulted') THEN ${ONE_NOW} ELSE f.state_at END,
          state = CASE WHEN f.state IN ('left', 'probably-expired', 'vaulted') THEN 'present' ELSE f.state END,
          expires_at = CASE WHEN ${IS_OVERDUE} THEN ${EXPIRES_AT} ELSE f.expires_at END, expires_latest_at = CASE WHEN ${IS_OVERDUE} THEN ${EXPIRES_LATEST_AT} ELSE f.expires_latest_at END
        FROM queue q, (SELECT m.id, u.receives FROM unnest(${seen.map((s) => s.messageId)}::text[], ${seen.map((s) => s.receiveCount)}::int[]) AS u(message_id, receives)
              JOIN failed_message m ON m.queue_id = ${queueId} AND m.message_id = u.message_id ORDER BY m.id FOR UPDATE OF m) s
        WHERE f.id = s.id AND q.id = ${queueId}`,
  );
}

/** Keeps new messages and returns the ids that were really new: another scan may have been faster with some. */
export async function insertMessages(
  tx: Tx,
  place: Place,
  scan: { id: string; isScheduled: boolean },
  seen: readonly (SeenMessage & { classId: string })[],
  isBacklog: boolean,
): Promise<Set<string>> {
  const column = <K extends keyof (SeenMessage & { classId: string })>(key: K) => seen.map((message) => message[key]);
  const added = await rows<{ id: string }>(
    tx,
    sql`INSERT INTO failed_message (id, message_id, class_id, body_id, sent_at, expires_at, expires_latest_at, receive_count, group_id, sequence_number, origin_kind, origin_certainty,
          source_queue_arn, cause_kind, cause_reason, classifier, error_text, message_type, shape, payload_kind, preview, attribute_count, body_sha256, body_bytes,
          fingerprint, first_received_at, consumer_version, records_until, account_id, region, queue_id, state_at, first_seen_at, last_seen_at, last_scan_id, our_receives, scheduled_receives, is_backlog)
        SELECT m.*, ${place.accountId}, ${place.region}, ${place.queueId}, ${ONE_NOW}, ${ONE_NOW}, ${ONE_NOW}, ${scan.id}, 1, ${scan.isScheduled ? 1 : 0}, ${isBacklog}
        FROM unnest(${column("id")}::text[], ${column("messageId")}::text[], ${column("classId")}::text[], ${column("bodyId")}::text[], ${column("sentAt")}::timestamptz[],
          ${column("expiresAt")}::timestamptz[], ${column("expiresLatestAt")}::timestamptz[], ${column("receiveCount")}::int[], ${column("groupId")}::text[],
          ${column("sequenceNumber")}::text[], ${column("originKind")}::text[], ${column("originCertainty")}::text[], ${column("sourceQueueArn")}::text[],
          ${column("causeKind")}::text[], ${column("causeReason")}::text[], ${column("classifier")}::text[], ${column("errorText")}::text[], ${column("messageType")}::text[],
          ${column("shape")}::text[], ${column("payloadKind")}::text[], ${column("preview")}::text[], ${column("attributeCount")}::int[], ${column("bodySha256")}::text[],
          ${column("bodyBytes")}::int[], ${column("fingerprint")}::text[], ${column("firstReceivedAt")}::timestamptz[], ${column("consumerVersion")}::text[],
          ${column("recordsUntil")}::timestamptz[]) AS m
        ON CONFLICT (queue_id, message_id) DO NOTHING RETURNING id`,
  );
  return new Set(added.map((row) => row.id));
}

/** Counts arrivals into their classes and 5-minute buckets, and moves the classes on in their life. */
export async function countArrivals(
  tx: Tx,
  accountId: string,
  arrivals: readonly { classId: string; at: string }[],
  isBacklog: boolean,
): Promise<void> {
  if (arrivals.length === 0) return;
  const classIds = arrivals.map((arrival) => arrival.classId);
  // The rows of the classes before their buckets, as whoever moves counts between classes does.
  await noteArrivals(tx, classIds, isBacklog);
  await execute(
    tx,
    sql`WITH counted AS (
          INSERT INTO series.class_arrival AS b (class_id, account_id, bucket, count, backlog_count)
          SELECT class_id, ${accountId}, date_bin('5 minutes', at, 'epoch'), count(*), count(*) FILTER (WHERE ${isBacklog}) FROM unnest(${classIds}::text[], ${arrivals.map((a) => a.at)}::timestamptz[]) AS g(class_id, at)
          GROUP BY 1, 3 ORDER BY 1, 3 ON CONFLICT (class_id, bucket) DO UPDATE SET count = b.count + EXCLUDED.count, backlog_count = b.backlog_count + EXCLUDED.backlog_count
          RETURNING b.account_id, b.bucket)
        ${touchFleet(sql`counted`)}`,
  );
  await execute(
    tx,
    sql`UPDATE failure_class c SET total_count = c.total_count + g.n, last_seen_at = ${ONE_NOW}
        FROM (SELECT class_id, count(*)::int AS n FROM unnest(${classIds}::text[]) AS u(class_id) GROUP BY 1) g WHERE c.id = g.class_id`,
  );
}
