import type { Sums } from "@/lib/core/pipelines/slo/tally";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { type AskedArn, type Long, long, type Short, type Starts, short } from "./slo-spans";

export interface AskedQueue extends AskedArn {
  readonly queueId: string;
  readonly ageSeconds: number;
  /** Since when its dead letters are seen one by one, where that is later. */
  readonly deliveredFrom: string;
}
export interface QueueSums {
  readonly deleted: Sums;
  /** Hours since `deliveredFrom` in which somebody looked at it. */
  readonly seenHours: number;
  readonly ageGood: Sums;
  readonly ageBad: Sums;
  readonly idleCount: number;
}

interface QueueRow {
  readonly key: string;
  /** By CloudWatch's whole hours, and by the minutes until the last of those and after it. */
  readonly told: Long;
  readonly early: Long;
  readonly late: Long;
  readonly seenHours: number;
  readonly idleCount: number;
  readonly goodLong: Long;
  readonly overGood: Long;
  readonly overBad: Long;
  readonly deletedShort: Short;
  readonly goodShort: Short;
  readonly badShort: Short;
}

const IDLE = sql`(u.age_max IS NULL AND u.sample_count > 0 AND u.visible_max = 0 AND coalesce(u.in_flight_max, 0) = 0)`;
const YOUNG = sql`(u.age_max <= h."ageSeconds" OR ${IDLE})`;
/** How many periods of an hour somebody looked into: at most as often as there is a sample. */
const PERIODS = sql`least(12, greatest(u.sample_count, 1))`;
/** CloudWatch was read: then what it does not tell did not happen. */
const TOLD = sql`(u.age_max IS NOT NULL OR u.sent_sum IS NOT NULL OR u.received_sum IS NOT NULL OR u.deleted_sum IS NOT NULL)`;

/**
 * What was deleted from these queues and how old their messages grew, from the rollups: hours, and periods of five minutes
 * for the hours in which one was too old and for the last hour. What CloudWatch told of whole hours counts where it is more than
 * what its minutes add up to: those are not read of a queue that always looks empty.
 */
export async function readQueueSums(
  db: Sql,
  queues: readonly AskedQueue[],
  starts: Starts,
): Promise<Map<string, QueueSums>> {
  if (queues.length === 0) return new Map();
  const found = await rows<QueueRow>(
    db,
    sql`SELECT h.key, r.told, w.early, w.late, w.seen_hours, w.idle_count, w.good_long, o.over_good, o.over_bad, s.deleted_short, s.good_short, s.bad_short
        FROM jsonb_to_recordset(${JSON.stringify(queues)}::jsonb) AS h(key text, arn text, "queueId" text, "ageSeconds" int, "from" timestamptz, "deliveredFrom" timestamptz)
        CROSS JOIN LATERAL (
          SELECT max(u.bucket) AS until, ${long(sql`sum(u.value)`, sql`u.bucket`, starts)} AS told FROM series.resource_use u
          WHERE u.arn = h.arn AND u.metric = 'deleted' AND u.width_seconds = 3600 AND u.bucket >= h."deliveredFrom") r
        CROSS JOIN LATERAL (
          SELECT ${long(sql`sum(CASE WHEN u.bucket >= h."deliveredFrom" AND (r.until IS NULL OR u.bucket > r.until) AND ${TOLD} THEN coalesce(u.deleted_sum, 0) END)`, sql`u.bucket`, starts)} AS late,
            ${long(sql`sum(CASE WHEN u.bucket >= h."deliveredFrom" AND u.bucket <= r.until AND ${TOLD} THEN coalesce(u.deleted_sum, 0) END)`, sql`u.bucket`, starts)} AS early,
            count(*) FILTER (WHERE u.bucket >= h."deliveredFrom")::int AS seen_hours, max(u.age_max) AS oldest,
            coalesce(sum(${PERIODS}) FILTER (WHERE ${IDLE}), 0)::int AS idle_count,
            ${long(sql`sum(CASE WHEN ${YOUNG} THEN ${PERIODS} END)`, sql`u.bucket`, starts)} AS good_long
          FROM series.queue_rollup u WHERE u.queue_id = h."queueId" AND u.width_seconds = 3600 AND u.bucket >= h."from") w
        CROSS JOIN LATERAL (
          SELECT ${long(sql`sum(x.good)`, sql`x.bucket`, starts)} AS over_good, ${long(sql`sum(x.bad)`, sql`x.bucket`, starts)} AS over_bad
          FROM (SELECT t.bucket, count(*) FILTER (WHERE ${YOUNG}) AS good, CASE WHEN count(u.bucket) = 0 THEN least(12, greatest(max(t.sample_count), 1)) ELSE count(*) FILTER (WHERE u.age_max > h."ageSeconds") END AS bad
                FROM series.queue_rollup t LEFT JOIN series.queue_rollup u ON u.queue_id = t.queue_id AND u.width_seconds = 300 AND u.bucket >= t.bucket AND u.bucket < t.bucket + interval '1 hour'
                WHERE w.oldest > h."ageSeconds" AND t.queue_id = h."queueId" AND t.width_seconds = 3600 AND t.bucket >= h."from" AND t.age_max > h."ageSeconds" GROUP BY t.bucket) x) o
        CROSS JOIN LATERAL (
          SELECT ${short(sql`sum(CASE WHEN ${TOLD} THEN coalesce(u.deleted_sum, 0) END)`, sql`u.bucket`, starts)} AS deleted_short,
            ${short(sql`sum(CASE WHEN ${YOUNG} THEN 1 END)`, sql`u.bucket`, starts)} AS good_short,
            ${short(sql`sum(CASE WHEN u.age_max > h."ageSeconds" THEN 1 END)`, sql`u.bucket`, starts)} AS bad_short
          FROM series.queue_rollup u WHERE u.queue_id = h."queueId" AND u.width_seconds = 300 AND u.bucket >= ${starts.hour}) s`,
  );
  return new Map(found.map((row) => [row.key, together(row)]));
}

function together(row: QueueRow): QueueSums {
  return {
    deleted: { ...plus(more(row.told, row.early), row.late), ...row.deletedShort },
    seenHours: row.seenHours,
    idleCount: row.idleCount,
    ageGood: { ...plus(row.goodLong, row.overGood), ...row.goodShort },
    ageBad: { ...row.overBad, ...row.badShort },
  };
}

function plus(a: Long, b: Long): Long {
  return known(a, b, (one, other) => one + other);
}

function more(a: Long, b: Long): Long {
  return known(a, b, Math.max);
}

/** Unknown only where both are. */
function known(a: Long, b: Long, join: (one: number, other: number) => number): Long {
  const joined = (span: keyof Long) => (a[span] === null && b[span] === null ? null : join(a[span] ?? 0, b[span] ?? 0));
  return { whole: joined("whole"), sixHours: joined("sixHours") };
}
