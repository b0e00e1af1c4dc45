import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface Silent {
  readonly poller: string;
  /** Empty for what belongs to no account. */
  readonly accountName: string;
}

/** Without these nobody is told of anything, or nothing is seen. */
const WATCHERS = ["judgeAlerts", "deliverNotifications", "sampleDepth", "discoverQueues", "judgeClasses"];
/** Of those that belong to an account, it is their account's trouble, and an alert of ours, when they fail; silence is ours. */
const OURS = ["judgeAlerts", "deliverNotifications", "judgeClasses"];

/**
 * What of our own watching has not been at work for three of its periods and two minutes, or has failed so long where no account
 * can be the cause. What has not begun yet, in an installation that just started, is not silent.
 */
export function silentWatchers(db: Sql): Promise<Silent[]> {
  const late = sql`dlo_now() - make_interval(secs => 3 * p.every_seconds + 120)`;
  return rows<Silent>(
    db,
    sql`SELECT p.poller, coalesce(a.name, '') AS account_name FROM poller_state p LEFT JOIN account a ON a.id = p.account_id
        WHERE p.poller = ANY(${WATCHERS}::text[])
          AND (p.account_id = '' OR (a.removed_at IS NULL AND p.region = ANY(a.regions)))
          AND (p.started_at < ${late} OR (p.poller = ANY(${OURS}::text[]) AND coalesce(p.succeeded_at, p.started_at) < ${late}))
        ORDER BY p.account_id <> '', p.poller, a.name LIMIT 20`,
  );
}
