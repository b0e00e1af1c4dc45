import type { Sql } from "./connect";
import { execute, sql } from "./query";

/**
 * Keeps how the alarms of a place stand as the inventory found them last, each with the queue that it watches; those that are
 * gone go. Repeating it changes nothing.
 */
export async function keepAlarmStates(
  db: Sql,
  { accountId, region }: { readonly accountId: string; readonly region: string },
): Promise<void> {
  await execute(
    db,
    sql`DELETE FROM alarm_state s WHERE s.account_id = ${accountId} AND s.region = ${region}
          AND NOT EXISTS (SELECT 1 FROM resource r WHERE r.arn = s.arn AND r.account_id = s.account_id AND r.kind = 'alarm' AND r.deleted_at IS NULL)`,
  );
  await execute(
    db,
    sql`INSERT INTO alarm_state AS s (arn, account_id, region, name, resource_arn, state, reason, changed_at, read_at)
        SELECT r.arn, r.account_id, r.region, r.name, (SELECT min(e.to_arn) FROM resource_edge e WHERE e.resource_id = r.id AND e.kind = 'watches'),
          r.observed ->> 'state', r.observed ->> 'stateReason', (r.observed ->> 'stateSince')::timestamptz, r.seen_at
        FROM resource r WHERE r.account_id = ${accountId} AND r.region = ${region} AND r.kind = 'alarm' AND r.deleted_at IS NULL AND r.observed ->> 'state' IS NOT NULL
        ORDER BY r.arn
        ON CONFLICT (arn) DO UPDATE SET account_id = EXCLUDED.account_id, region = EXCLUDED.region, name = EXCLUDED.name, resource_arn = EXCLUDED.resource_arn,
          state = EXCLUDED.state, reason = EXCLUDED.reason, changed_at = EXCLUDED.changed_at, read_at = EXCLUDED.read_at`,
  );
}
