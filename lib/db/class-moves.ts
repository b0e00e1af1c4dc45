import type { Tx } from "./connect";
import { execute, sql } from "./query";

/** How many messages of a class arrived in a bucket of 5 minutes. */
export interface ArrivalCount {
  readonly bucket: string;
  readonly count: number;
  readonly backlogCount: number;
}
export interface ClassMove {
  readonly accountId: string;
  readonly from: string;
  readonly into: string;
}

/** Locks classes in the order in which looks do, before their counts are touched. */
export async function lockClasses(tx: Tx, classIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`SELECT 1 FROM failure_class WHERE id = ANY(${[...classIds]}::text[]) OR merged_into = ANY(${[...classIds]}::text[]) ORDER BY id FOR UPDATE`,
  );
}

/** In which bucket of its class a message `f` was counted: when it came, of backlog when it was sent. */
export const ARRIVAL_BUCKET = sql`date_bin('5 minutes', CASE WHEN f.is_backlog THEN coalesce(f.sent_at, f.first_seen_at) ELSE f.first_seen_at END, 'epoch')`;

/**
 * Moves arrivals from class to class, in each bucket at most as many as are there: what the two have together stays the
 * same. A bucket that is too old to be kept has none to move.
 */
export async function moveArrivals(tx: Tx, move: ClassMove, arrivals: readonly ArrivalCount[]): Promise<void> {
  await execute(
    tx,
    sql`WITH wanted AS (SELECT * FROM unnest(${arrivals.map((a) => a.bucket)}::timestamptz[], ${arrivals.map((a) => a.count)}::int[], ${arrivals.map((a) => a.backlogCount)}::int[]) AS w(bucket, n, backlog)),
        moved AS (SELECT w.bucket, least(c.count, w.n) AS n, greatest(least(c.backlog_count, w.backlog), c.backlog_count - (c.count - least(c.count, w.n))) AS backlog
                  FROM wanted w JOIN series.class_arrival c ON c.class_id = ${move.from} AND c.bucket = w.bucket FOR UPDATE OF c),
        taken AS (UPDATE series.class_arrival c SET count = c.count - m.n, backlog_count = c.backlog_count - m.backlog
                  FROM moved m WHERE c.class_id = ${move.from} AND c.bucket = m.bucket)
        INSERT INTO series.class_arrival AS b (class_id, account_id, bucket, count, backlog_count)
        SELECT ${move.into}, ${move.accountId}, bucket, n, backlog FROM moved WHERE n > 0
        ON CONFLICT (class_id, bucket) DO UPDATE SET count = b.count + EXCLUDED.count, backlog_count = b.backlog_count + EXCLUDED.backlog_count`,
  );
  await execute(tx, sql`DELETE FROM series.class_arrival WHERE class_id = ${move.from} AND count = 0`);
}

/** Moves all arrivals of a class to another. */
export async function moveAllArrivals(tx: Tx, { accountId, from, into }: ClassMove): Promise<void> {
  await execute(
    tx,
    sql`WITH taken AS (DELETE FROM series.class_arrival WHERE class_id = ${from} RETURNING bucket, count, backlog_count)
        INSERT INTO series.class_arrival AS b (class_id, account_id, bucket, count, backlog_count)
        SELECT ${into}, ${accountId}, bucket, count, backlog_count FROM taken
        ON CONFLICT (class_id, bucket) DO UPDATE SET count = b.count + EXCLUDED.count, backlog_count = b.backlog_count + EXCLUDED.backlog_count`,
  );
}

/** Moves a count from class to class. No message arrived by that: what a snooze waits for is counted from where it was. */
export async function moveTotal(tx: Tx, { from, into }: ClassMove, count: number): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class c SET total_count = c.total_count + d.n FROM (VALUES (${from}, ${-count}::int), (${into}, ${count}::int)) AS d(id, n) WHERE c.id = d.id`,
  );
  await execute(
    tx,
    sql`UPDATE class_triage t SET snooze_from_total = t.snooze_from_total + d.n, dismissed_from_total = t.dismissed_from_total + d.n
        FROM (VALUES (${from}, ${-count}::int), (${into}, ${count}::int)) AS d(id, n) WHERE t.class_id = d.id`,
  );
}

/** First and last seen as the messages that a class has now say it; a class without any keeps what it had. */
export async function readSeenAnew(tx: Tx, classIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class c SET first_seen_at = s.first_at, last_seen_at = s.last_at
        FROM (SELECT w.id, (SELECT f.first_seen_at FROM failed_message f WHERE f.class_id = w.id ORDER BY f.first_seen_at LIMIT 1) AS first_at,
                (SELECT f.first_seen_at FROM failed_message f WHERE f.class_id = w.id ORDER BY f.first_seen_at DESC LIMIT 1) AS last_at
              FROM unnest(${[...classIds]}::text[]) AS w(id)) s WHERE c.id = s.id AND s.first_at IS NOT NULL`,
  );
}
