import type { Scope } from "@/lib/core/access/scope";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** One poller at one place. Pollers that belong to no account have the empty id and Region. */
export interface PollerPlace {
  readonly poller: string;
  readonly accountId: string;
  readonly region: string;
}
export interface PollerStart extends PollerPlace {
  readonly everySeconds: number;
  /** How much later than due it began. */
  readonly lagSeconds: number;
  readonly worker: string;
}

export async function notePollStarted(db: Sql, start: PollerStart): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO poller_state (poller, account_id, region, started_at, every_seconds, lag_seconds, worker)
        VALUES (${start.poller}, ${start.accountId}, ${start.region}, dlo_now(), ${start.everySeconds}, ${start.lagSeconds}, ${start.worker})
        ON CONFLICT (poller, account_id, region) DO UPDATE SET started_at = EXCLUDED.started_at, every_seconds = EXCLUDED.every_seconds,
          lag_seconds = EXCLUDED.lag_seconds, worker = EXCLUDED.worker`,
  );
}

/** How a poll ended. A success clears the error; a failure keeps the time of the last success. */
export async function notePollEnded(
  db: Sql,
  place: PollerPlace,
  end: { readonly tookMs: number; readonly error: string | null },
): Promise<void> {
  await execute(
    db,
    sql`UPDATE poller_state SET took_ms = ${end.tookMs}, error = ${end.error},
          succeeded_at = CASE WHEN ${end.error}::text IS NULL THEN dlo_now() ELSE succeeded_at END,
          failed_at = CASE WHEN ${end.error}::text IS NULL THEN failed_at ELSE dlo_now() END
        WHERE poller = ${place.poller} AND account_id = ${place.accountId} AND region = ${place.region}`,
  );
}

export interface PollerRow extends PollerPlace {
  readonly accountName: string;
  readonly everySeconds: number;
  readonly startedAt: string | null;
  readonly succeededAt: string | null;
  readonly failedAt: string | null;
  readonly error: string | null;
  readonly tookMs: number | null;
  readonly lagSeconds: number | null;
  /** *late*: no success for three of its periods and half a minute. */
  readonly state: "ok" | "late" | "failing" | "never";
}

/** Heartbeats by name and place. Pollers of no account are visible to everybody; those of removed accounts to nobody. */
export function listPollers(db: Sql, scope: Scope): Promise<PollerRow[]> {
  return rows<PollerRow>(
    db,
    sql`SELECT p.poller, p.account_id, p.region, coalesce(a.name, '') AS account_name, p.every_seconds, p.started_at, p.succeeded_at, p.failed_at,
          p.error, p.took_ms, p.lag_seconds,
          CASE WHEN p.error IS NOT NULL THEN 'failing' WHEN p.succeeded_at IS NULL THEN 'never'
               WHEN p.succeeded_at < dlo_now() - make_interval(secs => 3 * p.every_seconds + 30) THEN 'late' ELSE 'ok' END AS state
        FROM poller_state p LEFT JOIN account a ON a.id = p.account_id
        WHERE p.account_id = '' OR (a.removed_at IS NULL AND p.region = ANY(a.regions) AND ${inScopeSql(scope, sql`p.account_id`)})
        ORDER BY p.poller, a.name NULLS FIRST, p.region`,
  );
}
