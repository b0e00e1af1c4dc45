import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "./connect";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface UsageRow {
  readonly accountId: string;
  readonly region: string;
  readonly action: string;
  readonly purpose: string;
  readonly calls: number;
  readonly units: number;
  /** What the ceiling on our own cost kept us from asking meanwhile, as an estimate. */
  readonly sparedUnits?: number;
}

/** Adds counted calls to the current hour. Not idempotent: each count is taken once from the counter that gave it. */
export async function addUsage(db: Sql, counts: readonly UsageRow[]): Promise<void> {
  if (counts.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO api_usage AS u (hour, account_id, region, action, purpose, calls, units, spared_units)
        SELECT date_trunc('hour', dlo_now()), * FROM unnest(${counts.map((c) => c.accountId)}::text[], ${counts.map((c) => c.region)}::text[],
          ${counts.map((c) => c.action)}::text[], ${counts.map((c) => c.purpose)}::text[], ${counts.map((c) => c.calls)}::int[], ${counts.map((c) => c.units)}::int[],
          ${counts.map((c) => c.sparedUnits ?? 0)}::float8[])
        ON CONFLICT (hour, account_id, region, action, purpose) DO UPDATE SET calls = u.calls + EXCLUDED.calls, units = u.units + EXCLUDED.units,
          spared_units = u.spared_units + EXCLUDED.spared_units`,
  );
}

export interface MonthUse {
  readonly action: string;
  readonly purpose: string;
  readonly region: string;
  readonly calls: number;
  readonly units: number;
}
/** What was called in the hours from one time to before another. */
export function usageBetween(db: Sql, scope: Scope, from: Date, until: Date): Promise<MonthUse[]> {
  return rows<MonthUse>(
    db,
    sql`SELECT action, purpose, region, sum(calls)::float8 AS calls, sum(units)::float8 AS units FROM api_usage
        WHERE hour >= ${from} AND hour < ${until} AND ${inScopeSql(scope, sql`account_id`)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
  );
}

/** Of one account: null action and units where it was not asked anything yet in this time. */
export interface SettledRow {
  readonly action: string | null;
  readonly purpose: string | null;
  readonly region: string | null;
  readonly calls: number | null;
  readonly units: number | null;
  readonly sparedUnits: number | null;
  /** Since this account has settled: its first hour looks at everything once, and tells nothing of a month. */
  readonly seconds: number;
}
/**
 * What was called in the last hours, account by account, from when each had settled: an hour after it was connected or after
 * asking began again. Without rows nothing was asked at all.
 */
export function settledUsage(db: Sql, scope: Scope, hours: number): Promise<SettledRow[]> {
  return rows<SettledRow>(
    db,
    sql`WITH span AS (SELECT date_trunc('hour', dlo_now()) - make_interval(hours => ${hours - 1}::int) AS begins),
        begun AS (SELECT u.account_id, min(u.hour) AS first FROM api_usage u, span
                  WHERE u.hour >= span.begins - interval '1 hour' AND ${inScopeSql(scope, sql`u.account_id`)}
                    AND NOT EXISTS (SELECT 1 FROM account a WHERE a.id = u.account_id AND a.removed_at IS NOT NULL) GROUP BY 1),
        settled AS (SELECT b.account_id, greatest(span.begins, CASE WHEN b.first >= span.begins THEN b.first + interval '1 hour' END,
                            date_trunc('hour', a.created_at + interval '65 minutes')) AS at
                    FROM begun b CROSS JOIN span LEFT JOIN account a ON a.id = b.account_id)
        SELECT u.action, u.purpose, u.region, sum(u.calls)::float8 AS calls, sum(u.units)::float8 AS units, sum(u.spared_units)::float8 AS spared_units,
          extract(epoch FROM dlo_now() - s.at)::float8 AS seconds
        FROM settled s LEFT JOIN api_usage u ON u.account_id = s.account_id AND u.hour >= s.at GROUP BY u.action, u.purpose, u.region, s.account_id, s.at`,
  );
}

/** Until when all workers that still count have written down their calls; null while none has. */
export async function usageCountedUntil(db: Sql): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT max(succeeded_at) AS at FROM poller_state WHERE poller = 'flushUsage'`,
  );
  return row?.at ?? null;
}

/** Functions whose five minutes are read because they run: the dearest of what is read for pipelines. */
export async function countWatchedFunctions(db: Sql, scope: Scope): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM use_watch WHERE width_seconds = 300 AND metrics <> '{}' AND ${inScopeSql(scope, sql`account_id`)}`,
  );
  return row?.count ?? 0;
}

export interface InducedFacts {
  /** Queues in which nothing waits and nothing moved for an hour: without us CloudWatch would forget them. */
  readonly idleQueueCount: number;
  /** Dead-letter queues that a customer's key encrypts, and whose messages are read. */
  readonly encryptedQueueCount: number;
  readonly secondCopyCount: number;
  /** Of the messages behind them; what S3 stores is a little more. */
  readonly secondCopyBytes: number;
}
/** What there is that our asking makes AWS bill elsewhere. */
export async function readInducedFacts(db: Sql, scope: Scope): Promise<InducedFacts> {
  const row = await firstRow<InducedFacts>(
    db,
    sql`WITH looked AS (SELECT q.is_dead_letter_queue AND q.mode <> 'off' AND coalesce(q.settings ->> 'KmsMasterKeyId', '') <> '' AS is_encrypted,
                 coalesce(s.visible, 0) + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) = 0 AND coalesce(s.changed_at < dlo_now() - interval '1 hour', true) AS is_idle
               FROM queue q JOIN queue_state s ON s.queue_id = q.id JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
               WHERE q.deleted_at IS NULL AND q.is_selected AND ${inScopeSql(scope, sql`q.account_id`)}),
        copies AS (SELECT count(*) AS count, coalesce(sum(b.body_bytes), 0) AS bytes FROM vault_copy c JOIN vault_item v ON v.id = c.vault_item_id
               LEFT JOIN message_body b ON b.id = v.body_id WHERE c.version_id <> '' AND ${inScopeSql(scope, sql`c.account_id`)})
        SELECT (SELECT count(*) FILTER (WHERE is_idle) FROM looked)::int AS idle_queue_count, (SELECT count(*) FILTER (WHERE is_encrypted) FROM looked)::int AS encrypted_queue_count,
          (SELECT count FROM copies)::int AS second_copy_count, (SELECT bytes FROM copies)::float8 AS second_copy_bytes`,
  );
  return row ?? { idleQueueCount: 0, encryptedQueueCount: 0, secondCopyCount: 0, secondCopyBytes: 0 };
}
