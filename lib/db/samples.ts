import type { Sql } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface Sample {
  readonly queueId: string;
  readonly accountId: string;
  readonly at: Date;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
  readonly nextSeconds: number;
}

/**
 * Keeps samples, the newest counters of each queue and both rollups in one statement. Writing the same sample again
 * changes nothing: only rows that were really added reach the rollups. The second empty look in a row is remembered, and
 * what comes after it was not there before: the counters are approximate, so one alone proves nothing.
 */
export async function insertSamples(db: Sql, given: readonly Sample[]): Promise<void> {
  if (given.length === 0) return;
  // In one order everywhere, so that two looks at the same queues wait for each other and never deadlock.
  const samples = [...given].sort((a, b) => (a.queueId < b.queueId ? -1 : 1));
  await execute(
    db,
    sql`WITH given AS (
          SELECT * FROM unnest(${samples.map((s) => s.queueId)}::text[], ${samples.map((s) => s.accountId)}::text[], ${samples.map((s) => s.at.toISOString())}::timestamptz[],
            ${samples.map((s) => s.visible)}::int[], ${samples.map((s) => s.inFlight)}::int[], ${samples.map((s) => s.delayed)}::int[],
            ${samples.map((s) => s.nextSeconds)}::int[]) AS g(queue_id, account_id, at, visible, in_flight, delayed, next_seconds)
        ), added AS (
          INSERT INTO series.queue_sample (queue_id, account_id, at, visible, in_flight, delayed)
          SELECT queue_id, account_id, at, visible, in_flight, delayed FROM given ON CONFLICT DO NOTHING RETURNING *
        ), rolled AS (
          INSERT INTO series.queue_rollup AS u (queue_id, account_id, width_seconds, bucket, sample_count, visible_max, visible_min, visible_sum, in_flight_max, delayed_max)
          SELECT queue_id, account_id, w.seconds, date_bin(make_interval(secs => w.seconds), at, 'epoch'), count(*), max(visible), min(visible), sum(visible), max(in_flight), max(delayed)
          FROM added CROSS JOIN (VALUES (300), (3600)) AS w(seconds) GROUP BY 1, 2, 3, 4 ORDER BY 1, 3, 4
          ON CONFLICT (queue_id, width_seconds, bucket) DO UPDATE SET sample_count = u.sample_count + EXCLUDED.sample_count,
            visible_max = greatest(u.visible_max, EXCLUDED.visible_max), visible_min = least(u.visible_min, EXCLUDED.visible_min),
            visible_sum = coalesce(u.visible_sum, 0) + EXCLUDED.visible_sum, in_flight_max = greatest(u.in_flight_max, EXCLUDED.in_flight_max),
            delayed_max = greatest(u.delayed_max, EXCLUDED.delayed_max)
          RETURNING u.account_id, u.width_seconds, u.bucket
        ), touched AS (
          INSERT INTO series.fleet_touched SELECT DISTINCT account_id, width_seconds, bucket FROM rolled
        ), seen_empty AS (
          UPDATE queue q SET is_reread_as_backlog = false FROM (
            SELECT x.id FROM queue x JOIN given g ON g.queue_id = x.id JOIN queue_state b ON b.queue_id = x.id
            WHERE x.is_reread_as_backlog AND b.sampled_at < g.at AND b.visible + b.in_flight + b.delayed + g.visible + g.in_flight + g.delayed = 0
            ORDER BY x.id FOR UPDATE OF x) e WHERE q.id = e.id
        )
        INSERT INTO queue_state AS s (queue_id, account_id, sampled_at, visible, in_flight, delayed, changed_at, next_sample_at)
        SELECT queue_id, account_id, at, visible, in_flight, delayed, at, at + make_interval(secs => next_seconds) FROM given
        ON CONFLICT (queue_id) DO UPDATE SET
          changed_at = CASE WHEN (s.visible, s.in_flight, s.delayed) IS DISTINCT FROM (EXCLUDED.visible, EXCLUDED.in_flight, EXCLUDED.delayed) THEN EXCLUDED.sampled_at ELSE s.changed_at END,
          empty_at = CASE WHEN s.visible + s.in_flight + s.delayed + EXCLUDED.visible + EXCLUDED.in_flight + EXCLUDED.delayed = 0 THEN EXCLUDED.sampled_at ELSE s.empty_at END,
          sampled_at = EXCLUDED.sampled_at, visible = EXCLUDED.visible, in_flight = EXCLUDED.in_flight, delayed = EXCLUDED.delayed,
          next_sample_at = EXCLUDED.next_sample_at, error = NULL, error_since = NULL
        WHERE s.sampled_at IS NULL OR s.sampled_at < EXCLUDED.sampled_at`,
  );
}

export interface DueQueue {
  readonly queueId: string;
  readonly url: string;
  readonly arn: string;
  readonly name: string;
  readonly isDeadLetterQueue: boolean;
  readonly changedAt: string | null;
  readonly sampledAt: string | null;
  readonly dueSeconds: number;
}

/** Queues whose next look is due within two seconds (a round's distance), dead-letter queues first, then the longest overdue. */
export function listDue(db: Sql, accountId: string, region: string, limit: number): Promise<DueQueue[]> {
  return rows<DueQueue>(
    db,
    sql`SELECT q.id AS queue_id, q.url, q.arn, q.name, q.is_dead_letter_queue, s.changed_at, s.sampled_at, extract(epoch FROM dlo_now() - s.next_sample_at)::int AS due_seconds
        FROM queue q JOIN queue_state s ON s.queue_id = q.id
        WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected AND s.next_sample_at <= dlo_now() + interval '2 seconds'
        ORDER BY q.is_dead_letter_queue DESC, s.next_sample_at LIMIT ${limit}`,
  );
}

/** A look failed: the last good counters stay, with the error and since when. */
export async function noteSampleError(db: Sql, queueId: string, error: string, nextSeconds: number): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue_state SET error = ${error}, error_since = coalesce(error_since, dlo_now()), next_sample_at = dlo_now() + make_interval(secs => ${nextSeconds})
        WHERE queue_id = ${queueId}`,
  );
}

export interface MetricMinute {
  readonly queueId: string;
  readonly accountId: string;
  readonly at: string;
  readonly ageSeconds: number | null;
  readonly sent: number | null;
  readonly received: number | null;
  readonly deleted: number | null;
}

/**
 * Keeps CloudWatch minutes; a later value replaces an earlier one, a missing one never replaces anything. The rollup
 * buckets that were touched are worked out again from the minutes, so late points are counted once, and the sums of all
 * queues are marked to be worked out again too.
 */
export async function upsertMetrics(db: Sql, minutes: readonly MetricMinute[]): Promise<void> {
  if (minutes.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO series.queue_metric AS m (queue_id, account_id, at, age_seconds, sent, received, deleted)
        SELECT * FROM unnest(${minutes.map((m) => m.queueId)}::text[], ${minutes.map((m) => m.accountId)}::text[], ${minutes.map((m) => m.at)}::timestamptz[],
          ${minutes.map((m) => m.ageSeconds)}::int[], ${minutes.map((m) => m.sent)}::int[], ${minutes.map((m) => m.received)}::int[], ${minutes.map((m) => m.deleted)}::int[])
        ON CONFLICT (queue_id, at) DO UPDATE SET age_seconds = coalesce(EXCLUDED.age_seconds, m.age_seconds), sent = coalesce(EXCLUDED.sent, m.sent),
          received = coalesce(EXCLUDED.received, m.received), deleted = coalesce(EXCLUDED.deleted, m.deleted)`,
  );
  const times = minutes.map((m) => m.at).sort();
  const queueIds = [...new Set(minutes.map((m) => m.queueId))];
  for (const seconds of [300, 3600])
    await execute(
      db,
      sql`WITH rolled AS (
          INSERT INTO series.queue_rollup AS u (queue_id, account_id, width_seconds, bucket, age_max, sent_sum, received_sum, deleted_sum)
          SELECT queue_id, account_id, ${seconds}::int, date_bin(make_interval(secs => ${seconds}), at, 'epoch'), max(age_seconds), sum(sent), sum(received), sum(deleted)
          FROM series.queue_metric
          WHERE queue_id = ANY(${queueIds}::text[]) AND at >= date_bin(make_interval(secs => ${seconds}), ${times[0]}::timestamptz, 'epoch')
            AND at < date_bin(make_interval(secs => ${seconds}), ${times.at(-1)}::timestamptz, 'epoch') + make_interval(secs => ${seconds})
          GROUP BY 1, 2, 4
          ON CONFLICT (queue_id, width_seconds, bucket) DO UPDATE SET age_max = EXCLUDED.age_max, sent_sum = EXCLUDED.sent_sum,
            received_sum = EXCLUDED.received_sum, deleted_sum = EXCLUDED.deleted_sum
          RETURNING u.account_id, u.width_seconds, u.bucket)
          INSERT INTO series.fleet_touched SELECT DISTINCT account_id, width_seconds, bucket FROM rolled`,
    );
}

export interface MetricsDue {
  readonly queueId: string;
  readonly name: string;
  readonly metricsUntil: string | null;
  /** A dead-letter queue, or one to which what waits in a dead-letter queue would go back. */
  readonly isDeciding: boolean;
}
/**
 * Queues about which CloudWatch may know something and that are due: not empty, or changed within the hour or since they
 * were read last. One that has become deciding is due as soon as it was not read for that long.
 */
export function listMetricsDue(
  db: Sql,
  accountId: string,
  region: string,
  decidingSeconds: number,
): Promise<MetricsDue[]> {
  return rows<MetricsDue>(
    db,
    sql`SELECT q.id AS queue_id, q.name, s.metrics_until, d.is_deciding FROM queue q JOIN queue_state s ON s.queue_id = q.id
        CROSS JOIN LATERAL (SELECT q.is_dead_letter_queue OR EXISTS (SELECT 1 FROM queue o JOIN queue_state t ON t.queue_id = o.id
                              WHERE o.arn = q.dead_letter_target_arn AND o.deleted_at IS NULL AND o.is_selected AND ${HOLDS("t")}) AS is_deciding) d
        WHERE q.account_id = ${accountId} AND q.region = ${region} AND q.deleted_at IS NULL AND q.is_selected
          AND (s.next_metrics_at <= dlo_now() OR (d.is_deciding AND s.metrics_until < dlo_now() - make_interval(secs => ${decidingSeconds + 120})))
          AND (${HOLDS("s")} OR s.changed_at > least(dlo_now() - interval '1 hour', s.metrics_until))`,
  );
}
const HOLDS = (table: "s" | "t") => {
  const state = { s: sql`s`, t: sql`t` }[table];
  return sql`coalesce(${state}.visible, 0) + coalesce(${state}.in_flight, 0) + coalesce(${state}.delayed, 0) > 0`;
};

/** The name of some queue of a place that is looked at, or undefined when there is none. */
export async function anyQueueName(db: Sql, accountId: string, region: string): Promise<string | undefined> {
  const row = await firstRow<{ name: string }>(
    db,
    sql`SELECT name FROM queue WHERE account_id = ${accountId} AND region = ${region} AND deleted_at IS NULL AND is_selected ORDER BY name LIMIT 1`,
  );
  return row?.name;
}

/** Notes until when the metrics of these queues were read, and the newest age of each that has one. */
export async function noteMetricsRead(
  db: Sql,
  read: readonly { readonly queueId: string; readonly nextSeconds: number }[],
  until: Date,
): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue_state s SET metrics_until = ${until}, next_metrics_at = dlo_now() + make_interval(secs => w.seconds), age_seconds = m.age_seconds, age_at = m.at
        FROM unnest(${read.map((one) => one.queueId)}::text[], ${read.map((one) => one.nextSeconds)}::int[]) AS w(id, seconds)
        LEFT JOIN LATERAL (SELECT at, age_seconds FROM series.queue_metric WHERE queue_id = w.id AND age_seconds IS NOT NULL AND at > dlo_now() - interval '15 minutes'
                           ORDER BY at DESC LIMIT 1) m ON true
        WHERE s.queue_id = w.id`,
  );
}

export interface SeriesPoint {
  readonly at: string;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly delayed: number | null;
  readonly ageSeconds: number | null;
  readonly sent: number | null;
  readonly received: number | null;
  readonly deleted: number | null;
}
/** Buckets of `widthSeconds` from `from` on, without holes: a bucket about which nothing is known has nulls. */
export function readSeries(
  db: Sql,
  queueId: string,
  from: Date,
  until: Date,
  widthSeconds: number,
): Promise<SeriesPoint[]> {
  const source = widthSeconds >= 3600 ? 3600 : 300;
  return rows<SeriesPoint>(
    db,
    sql`WITH known AS (
          SELECT date_bin(make_interval(secs => ${widthSeconds}), bucket, 'epoch') AS at, max(visible_max) AS visible, max(in_flight_max) AS in_flight, max(delayed_max) AS delayed,
            max(age_max) AS age_seconds, sum(sent_sum)::bigint AS sent, sum(received_sum)::bigint AS received, sum(deleted_sum)::bigint AS deleted
          FROM series.queue_rollup WHERE queue_id = ${queueId} AND width_seconds = ${source} AND bucket >= ${from} AND bucket < ${until} GROUP BY 1)
        SELECT t.at, k.visible, k.in_flight, k.delayed, k.age_seconds, k.sent, k.received, k.deleted
        FROM generate_series(date_bin(make_interval(secs => ${widthSeconds}), ${from}::timestamptz, 'epoch'), ${until}::timestamptz, make_interval(secs => ${widthSeconds})) AS t(at)
        LEFT JOIN known k ON k.at = t.at ORDER BY t.at`,
  );
}

export async function keepSeries(
  db: Sql,
  keep: { rawDays: number; fiveMinuteDays: number; hourDays: number },
): Promise<void> {
  await firstRow(
    db,
    sql`SELECT series.ensure_partitions(3), series.drop_old(${keep.rawDays}::int, ${keep.fiveMinuteDays}::int, ${keep.hourDays}::int)`,
  );
}

/** What the slowest of these queues was seen to delete per second in the last quarter of an hour; null when unknown. */
export async function measuredDrain(db: Sql, queueIds: readonly string[]): Promise<number | null> {
  const row = await firstRow<{ drain: number | null }>(
    db,
    sql`SELECT min(per_second)::float AS drain FROM (SELECT queue_id, sum(deleted) / (60.0 * count(deleted)) AS per_second FROM series.queue_metric
        WHERE queue_id = ANY(${[...queueIds]}::text[]) AND at > dlo_now() - interval '15 minutes' AND deleted IS NOT NULL GROUP BY 1) d`,
  );
  return row?.drain ?? null;
}
