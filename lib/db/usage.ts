import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface UsageRow {
  readonly accountId: string;
  readonly region: string;
  readonly action: string;
  readonly purpose: string;
  readonly calls: number;
  readonly units: number;
}

/** Adds counted calls to the current hour. Not idempotent: each count is taken once from the counter that gave it. */
export async function addUsage(db: Sql, counts: readonly UsageRow[]): Promise<void> {
  if (counts.length === 0) return;
  await execute(
    db,
    sql`INSERT INTO api_usage AS u (hour, account_id, region, action, purpose, calls, units)
        SELECT date_trunc('hour', dlo_now()), * FROM unnest(${counts.map((c) => c.accountId)}::text[], ${counts.map((c) => c.region)}::text[],
          ${counts.map((c) => c.action)}::text[], ${counts.map((c) => c.purpose)}::text[], ${counts.map((c) => c.calls)}::int[], ${counts.map((c) => c.units)}::int[])
        ON CONFLICT (hour, account_id, region, action, purpose) DO UPDATE SET calls = u.calls + EXCLUDED.calls, units = u.units + EXCLUDED.units`,
  );
}

export interface UsageSum {
  readonly action: string;
  readonly purpose: string;
  readonly calls: number;
  readonly units: number;
  /** How many seconds the sum covers. */
  readonly seconds: number;
}
/** What was called in the last full hour and the current one, and over how long. */
export function recentUsage(db: Sql, scope: Scope): Promise<UsageSum[]> {
  return rows<UsageSum>(
    db,
    sql`SELECT action, purpose, sum(calls)::int AS calls, sum(units)::int AS units,
          greatest(60, extract(epoch FROM dlo_now() - greatest(min(hour), (SELECT min(created_at) FROM account WHERE removed_at IS NULL)))::int) AS seconds
        FROM api_usage WHERE hour >= date_trunc('hour', dlo_now()) - interval '1 hour' AND ${inScopeSql(scope, sql`account_id`)} GROUP BY 1, 2 ORDER BY 1, 2`,
  );
}
