import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

const BATCH = 2000;

export interface WatchedRule {
  readonly arn: string;
  readonly name: string;
  readonly busName: string;
}

/** Rules of a place whose matches were never looked up, or not for this long. */
export function listRulesToWatch(
  db: Sql,
  accountId: string,
  region: string,
  olderThanSeconds: number,
): Promise<WatchedRule[]> {
  return rows<WatchedRule>(
    db,
    sql`SELECT r.arn, r.name, r.config ->> 'busName' AS bus_name FROM resource r LEFT JOIN activity v ON v.arn = r.arn
        WHERE r.account_id = ${accountId} AND r.region = ${region} AND r.kind = 'rule' AND r.deleted_at IS NULL
          AND (v.read_at IS NULL OR v.read_at < dlo_now() - make_interval(secs => ${olderThanSeconds}))`,
  );
}

export interface SeenActivity {
  readonly arn: string;
  readonly lastMatchedAt: Date | null;
  readonly usualGapSeconds: number | null;
}

/**
 * Keeps what was seen of these rules since `from`. The newest match ever seen and the earliest look stay; a rule that was
 * made meanwhile has been watched since it was made.
 */
export async function saveActivity(
  db: Sql,
  place: { accountId: string; region: string },
  from: Date,
  seen: readonly SeenActivity[],
): Promise<void> {
  if (seen.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO activity AS v (arn, account_id, region, last_matched_at, usual_gap_seconds, watched_from, read_at)
        SELECT g.arn, ${place.accountId}, ${place.region}, g.last_matched_at, g.gap,
          greatest(${from}::timestamptz, (SELECT max(c.since) FROM config_change c WHERE c.arn = g.arn AND c.field = 'created')), dlo_now()
        FROM unnest(${seen.map((s) => s.arn)}::text[], ${seen.map((s) => s.lastMatchedAt?.toISOString() ?? null)}::timestamptz[],
          ${seen.map((s) => s.usualGapSeconds)}::int[]) AS g(arn, last_matched_at, gap)
        ON CONFLICT (arn) DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, read_at = EXCLUDED.read_at,
          last_matched_at = greatest(v.last_matched_at, EXCLUDED.last_matched_at),
          usual_gap_seconds = coalesce(EXCLUDED.usual_gap_seconds, v.usual_gap_seconds),
          watched_from = least(v.watched_from, EXCLUDED.watched_from)`,
  );
}

/** Keeps how often rules ran in these hours; an hour of which more is known from its minutes stays. */
export async function saveHours(
  db: Sql,
  place: { accountId: string; region: string },
  seen: readonly { readonly arn: string; readonly hours: readonly { readonly at: Date; readonly value: number }[] }[],
): Promise<void> {
  const hours = seen.flatMap(({ arn, hours }) => hours.map(({ at, value }) => ({ arn, at, value: Math.round(value) })));
  for (let start = 0; start < hours.length; start += BATCH)
    await execute(
      db,
      sql`INSERT INTO series.event_rollup AS u (arn, account_id, region, width_seconds, bucket, triggered)
          SELECT g.arn, ${place.accountId}, ${place.region}, 3600, g.at, g.value
          FROM jsonb_to_recordset(${JSON.stringify(hours.slice(start, start + BATCH))}::jsonb) AS g(arn text, at timestamptz, value bigint)
          ON CONFLICT (arn, width_seconds, bucket) DO UPDATE SET triggered = greatest(u.triggered, EXCLUDED.triggered)`,
    );
}
