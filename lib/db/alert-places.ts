import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface BlindRegionRow {
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly blindSince: string;
  readonly checkedAt: string | null;
  readonly reason: string | null;
  readonly wasSeen: boolean;
}
/** Regions of connected accounts that cannot be seen. */
export function listBlindRegions(db: Sql): Promise<BlindRegionRow[]> {
  return rows<BlindRegionRow>(
    db,
    sql`SELECT r.account_id, a.name AS account_name, r.region, r.blind_since, r.checked_at, r.reason, r.seen_at IS NOT NULL AS was_seen
        FROM region_state r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL AND r.region = ANY(a.regions)
        WHERE r.status = 'blind' AND r.blind_since IS NOT NULL ORDER BY a.name, r.region`,
  );
}

export interface LatePollerRow {
  readonly poller: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly everySeconds: number;
  readonly startedAt: string | null;
  readonly succeededAt: string | null;
}
/** Of these pollers, those that did not succeed in their last three rounds, in places that are read and can be seen. */
export function listLatePollers(db: Sql, names: readonly string[], at: Date): Promise<LatePollerRow[]> {
  return rows<LatePollerRow>(
    db,
    sql`SELECT p.poller, p.account_id, a.name AS account_name, p.region, p.every_seconds, p.started_at, p.succeeded_at
        FROM poller_state p LEFT JOIN account a ON a.id = p.account_id LEFT JOIN region_state r ON r.account_id = p.account_id AND r.region = p.region
        WHERE p.poller = ANY(${[...names]}::text[]) AND coalesce(p.succeeded_at, p.started_at) < ${at}::timestamptz - make_interval(secs => 3 * p.every_seconds)
          AND (p.account_id = '' OR (a.removed_at IS NULL AND a.polling = 'on' AND p.region = ANY(a.regions) AND r.status IS DISTINCT FROM 'blind'))
        ORDER BY p.poller, a.name, p.region`,
  );
}
