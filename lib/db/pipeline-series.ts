import type { Scope } from "@/lib/core/access/scope";
import type { QueuePoint } from "@/lib/core/pipelines/queue-point";
import type { SeriesSpan } from "@/lib/core/pipelines/series-window";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/**
 * The queues among these ARNs together, and the new failures of the classes that are anchored at any of them: the periods in
 * which something was seen. `arns` must be in the asker's scope already.
 */
export function readQueuePoints(
  db: Sql,
  arns: readonly string[],
  { from, until, periodSeconds }: SeriesSpan,
): Promise<QueuePoint[]> {
  const period = sql`make_interval(secs => ${periodSeconds})`;
  const given = sql`${[...arns]}::text[]`;
  const kept = sql`FROM series.queue_rollup u WHERE u.queue_id = ANY(ARRAY(SELECT id FROM own)) AND u.width_seconds = ${Math.min(periodSeconds, 3600)}::int
    AND u.bucket >= ${from} AND u.bucket <= ${until}`;
  const each =
    periodSeconds > 3600
      ? sql`SELECT u.queue_id, date_bin(${period}, u.bucket, 'epoch') AS at, max(u.visible_max) AS visible, max(u.age_max) AS age, sum(u.sent_sum) AS sent, sum(u.deleted_sum) AS deleted ${kept} GROUP BY 1, 2`
      : sql`SELECT u.queue_id, u.bucket AS at, u.visible_max AS visible, u.age_max AS age, u.sent_sum AS sent, u.deleted_sum AS deleted ${kept}`;
  return rows<QueuePoint>(
    db,
    sql`WITH own AS MATERIALIZED (SELECT id, is_dead_letter_queue AS is_dead, mode <> 'off' AS is_indexed FROM queue WHERE arn = ANY(${given}) AND deleted_at IS NULL AND is_selected),
        each AS (${each}),
        seen AS (SELECT e.at, sum(e.visible) FILTER (WHERE NOT o.is_dead)::bigint AS waiting, sum(e.visible) FILTER (WHERE o.is_dead)::bigint AS dead_letters,
            max(e.age) FILTER (WHERE NOT o.is_dead) AS age_seconds, sum(e.sent) FILTER (WHERE NOT o.is_dead)::bigint AS sent, sum(e.deleted) FILTER (WHERE NOT o.is_dead)::bigint AS deleted,
            coalesce(bool_or(o.is_dead AND o.is_indexed AND e.visible IS NOT NULL), false) AS is_indexed
          FROM each e JOIN own o ON o.id = e.queue_id GROUP BY 1),
        failures AS (SELECT date_bin(${period}, b.bucket, 'epoch') AS at, sum(greatest(0, b.count - b.backlog_count))::bigint AS failed
          FROM failure_class c JOIN series.class_arrival b ON b.class_id = c.id AND b.bucket >= ${from} AND b.bucket <= ${until} WHERE c.anchor_arn = ANY(${given}) GROUP BY 1)
        SELECT at, s.waiting, s.dead_letters, s.age_seconds, s.sent, s.deleted, coalesce(f.failed, CASE WHEN s.is_indexed THEN 0 END) AS failed FROM seen s FULL JOIN failures f USING (at)`,
  );
}

interface Place {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** The kept sums of all accounts that are wholly in the scope: the periods in which something was seen. */
export function readFleetPoints(
  db: Sql,
  scope: Scope,
  { accountId, region }: Place,
  { from, until, periodSeconds }: SeriesSpan,
): Promise<QueuePoint[]> {
  return rows<QueuePoint>(
    db,
    sql`WITH place AS (SELECT account_id, region, date_bin(make_interval(secs => ${periodSeconds}), bucket, 'epoch') AS at, max(waiting) AS waiting, max(dead_letters) AS dead_letters,
            max(age_max) AS age, sum(sent_sum) AS sent, sum(deleted_sum) AS deleted, sum(failed_sum) AS failed
          FROM series.fleet_rollup f WHERE width_seconds = ${Math.min(periodSeconds, 3600)}::int AND bucket >= ${from} AND bucket <= ${until}
            AND ${inScopeSql(scope, sql`f.account_id`)} AND (${accountId ?? null}::text IS NULL OR account_id = ${accountId ?? null}) AND (${region ?? null}::text IS NULL OR region = ${region ?? null})
          GROUP BY 1, 2, 3)
        SELECT at, sum(waiting)::bigint AS waiting, sum(dead_letters)::bigint AS dead_letters, max(age) AS age_seconds, sum(sent)::bigint AS sent, sum(deleted)::bigint AS deleted,
          sum(failed)::bigint AS failed FROM place GROUP BY 1`,
  );
}

/** How many living queues of a place are seen, and the ARNs of those that are seen one by one, outside of whole accounts. */
export async function countFleet(
  db: Sql,
  scope: Scope,
  { accountId, region }: Place,
): Promise<{ queueCount: number; singleArns: string[] }> {
  const row = await firstRow<{ queueCount: number; singleArns: string[] }>(
    db,
    sql`SELECT count(*)::int AS queue_count, coalesce(array_agg(q.arn) FILTER (WHERE NOT ${inScopeSql(scope, sql`q.account_id`)}), '{}') AS single_arns
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
        WHERE q.deleted_at IS NULL AND q.is_selected AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)}
          AND (${accountId ?? null}::text IS NULL OR q.account_id = ${accountId ?? null}) AND (${region ?? null}::text IS NULL OR q.region = ${region ?? null})`,
  );
  return row ?? { queueCount: 0, singleArns: [] };
}

/** Whether this worker may sum until its transaction ends: two at once could write an older sum over a newer one. */
export async function takeTurnAtSumming(tx: Tx): Promise<boolean> {
  const row = await firstRow<{ isMine: boolean }>(
    tx,
    sql`SELECT pg_try_advisory_xact_lock(hashtext('fleet-sums')) AS is_mine`,
  );
  return row?.isMine ?? false;
}

/**
 * Sums up to `limit` of the touched buckets again, of all places, newest first, and returns how many were taken. However often a
 * bucket was marked, it is summed once. Marks and sums change in one statement, with what was written beside the marks: a worker
 * that dies has done all or nothing.
 */
export async function sumTouched(tx: Tx, limit: number): Promise<number> {
  const row = await firstRow<{ taken: number }>(
    tx,
    sql`WITH mark AS MATERIALIZED (SELECT DISTINCT bucket, width_seconds FROM series.fleet_touched ORDER BY bucket DESC, width_seconds LIMIT ${limit}),
        taken AS (DELETE FROM series.fleet_touched t USING mark WHERE t.bucket = mark.bucket AND t.width_seconds = mark.width_seconds RETURNING t.account_id, t.width_seconds, t.bucket),
        touched AS MATERIALIZED (SELECT DISTINCT account_id, width_seconds, bucket FROM taken),
        whole AS MATERIALIZED (SELECT u.account_id, u.width_seconds, u.bucket, u.queue_id, u.visible_max, u.age_max, u.sent_sum, u.deleted_sum
          FROM mark t JOIN series.queue_rollup u ON u.width_seconds = t.width_seconds AND u.bucket = t.bucket),
        queues AS (SELECT u.account_id, q.region, u.width_seconds, u.bucket, count(*)::int AS queue_count, sum(u.visible_max) FILTER (WHERE NOT q.is_dead_letter_queue) AS waiting,
            sum(u.visible_max) FILTER (WHERE q.is_dead_letter_queue) AS dead_letters, max(u.age_max) FILTER (WHERE NOT q.is_dead_letter_queue) AS age,
            sum(u.sent_sum) FILTER (WHERE NOT q.is_dead_letter_queue) AS sent, sum(u.deleted_sum) FILTER (WHERE NOT q.is_dead_letter_queue) AS deleted,
            bool_or(q.is_dead_letter_queue AND q.mode <> 'off' AND u.visible_max IS NOT NULL) AS is_indexed
          FROM whole u JOIN touched t USING (account_id, width_seconds, bucket) JOIN queue q ON q.id = u.queue_id GROUP BY 1, 2, 3, 4),
        failures AS (SELECT t.account_id, c.region, t.width_seconds, t.bucket, sum(greatest(0, b.count - b.backlog_count)) AS failed
          FROM touched t JOIN series.class_arrival b ON b.account_id = t.account_id AND b.bucket >= t.bucket AND b.bucket < t.bucket + make_interval(secs => t.width_seconds)
          JOIN failure_class c ON c.id = b.class_id GROUP BY 1, 2, 3, 4),
        summed AS (INSERT INTO series.fleet_rollup AS f (account_id, region, width_seconds, bucket, queue_count, waiting, dead_letters, age_max, sent_sum, deleted_sum, failed_sum)
          SELECT account_id, region, width_seconds, bucket, coalesce(q.queue_count, 0), q.waiting, q.dead_letters, q.age, q.sent, q.deleted, coalesce(x.failed, CASE WHEN q.is_indexed THEN 0 END)
          FROM queues q FULL JOIN failures x USING (account_id, region, width_seconds, bucket) ORDER BY 1, 2, 3, 4
          ON CONFLICT (account_id, region, width_seconds, bucket) DO UPDATE SET queue_count = EXCLUDED.queue_count, waiting = EXCLUDED.waiting, dead_letters = EXCLUDED.dead_letters,
            age_max = EXCLUDED.age_max, sent_sum = EXCLUDED.sent_sum, deleted_sum = EXCLUDED.deleted_sum, failed_sum = EXCLUDED.failed_sum)
        SELECT count(*)::int AS taken FROM mark`,
  );
  return row?.taken ?? 0;
}

/** Forgets sums whose queues' own rollups are gone too. */
export async function forgetFleet(db: Sql, keep: { fiveMinuteDays: number; hourDays: number }): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM series.fleet_rollup WHERE (width_seconds = 300 AND bucket < dlo_now() - make_interval(days => ${keep.fiveMinuteDays}::int))
          OR (width_seconds = 3600 AND bucket < dlo_now() - make_interval(days => ${keep.hourDays}::int))`,
  );
}
