import type { Sums } from "@/lib/core/pipelines/slo/tally";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { type AskedArn, askedSql, type Long, long, type Short, type Starts, short } from "./slo-spans";

export interface GoodAndBad {
  readonly good: Sums;
  readonly bad: Sums;
  /** Hours from the first that was told to now, as far as it was read. */
  readonly coveredHours: number;
}
/** What EventBridge told of rules: hours, and periods of five minutes for the last hour. */
export async function readRuleSums(
  db: Sql,
  asked: readonly AskedArn[],
  starts: Starts,
): Promise<Map<string, GoodAndBad>> {
  const good = sql`sum(coalesce(u.succeeded, u.invocations - coalesce(u.failed, 0)))`;
  const bad = sql`sum(u.failed)`;
  const at = sql`u.bucket`;
  const found = await rows<GoodAndBadRow>(
    db,
    sql`SELECT h.key, w.good_long, w.bad_long, s.good_short, s.bad_short,
          greatest(0, extract(epoch FROM least(v.read_until, dlo_now()) - greatest(w.first_at, h."from")) / 3600)::float8 AS covered_hours
        FROM ${askedSql(asked)} LEFT JOIN (SELECT arn, max(read_until) AS read_until FROM event_watch GROUP BY arn) v ON v.arn = h.arn
        CROSS JOIN LATERAL (SELECT min(u.bucket) AS first_at, ${long(good, at, starts)} AS good_long, ${long(bad, at, starts)} AS bad_long
          FROM series.event_rollup u WHERE u.arn = h.arn AND u.width_seconds = 3600 AND u.bucket >= h."from") w
        CROSS JOIN LATERAL (SELECT ${short(good, at, starts)} AS good_short, ${short(bad, at, starts)} AS bad_short
          FROM series.event_rollup u WHERE u.arn = h.arn AND u.width_seconds = 300 AND u.bucket >= ${starts.hour}) s`,
  );
  return goodAndBad(found);
}
interface GoodAndBadRow {
  readonly key: string;
  readonly goodLong: Long;
  readonly badLong: Long;
  readonly goodShort: Short;
  readonly badShort: Short;
  readonly coveredHours: number | null;
}
function goodAndBad(found: readonly GoodAndBadRow[]): Map<string, GoodAndBad> {
  return new Map(
    found.map((row) => [
      row.key,
      {
        good: { ...row.goodLong, ...row.goodShort },
        bad: { ...row.badLong, ...row.badShort },
        coveredHours: row.coveredHours ?? 0,
      },
    ]),
  );
}

/** Two figures of the kept use, the second as what was bad of it or to be taken off the first. Only functions have periods of five minutes. */
export async function readUseSums(
  db: Sql,
  asked: readonly (AskedArn & { readonly good: string; readonly bad: string })[],
  starts: Starts,
): Promise<Map<string, GoodAndBad>> {
  const at = sql`u.bucket`;
  const good = sql`sum(CASE WHEN u.metric = h.good THEN u.value END)`;
  const bad = sql`sum(CASE WHEN u.metric = h.bad THEN u.value END)`;
  const found = await rows<GoodAndBadRow>(
    db,
    sql`SELECT h.key, w.good_long, w.bad_long, s.good_short, s.bad_short,
          greatest(0, extract(epoch FROM least(v.read_until, dlo_now()) - greatest(w.first_at, h."from")) / 3600)::float8 AS covered_hours
        FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS h(key text, arn text, "from" timestamptz, good text, bad text)
        LEFT JOIN (SELECT arn, max(read_until) AS read_until FROM use_watch WHERE width_seconds = 3600 GROUP BY arn) v ON v.arn = h.arn
        CROSS JOIN LATERAL (SELECT min(u.bucket) AS first_at, ${long(good, at, starts)} AS good_long, ${long(bad, at, starts)} AS bad_long
          FROM series.resource_use u WHERE u.arn = h.arn AND u.metric IN (h.good, h.bad) AND u.width_seconds = 3600 AND u.bucket >= h."from") w
        CROSS JOIN LATERAL (SELECT ${short(good, at, starts)} AS good_short, ${short(bad, at, starts)} AS bad_short
          FROM series.resource_use u WHERE u.arn = h.arn AND u.metric IN (h.good, h.bad) AND u.width_seconds = 300 AND u.bucket >= ${starts.hour}) s`,
  );
  return goodAndBad(found);
}
