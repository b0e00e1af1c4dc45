import type { Sql, Tx } from "./connect";
import { HOLD_ON_MESSAGE } from "./holds";
import { firstRow, rows, sql } from "./query";

/** How many messages that are believed to be in the queue are under legal hold without a copy in the vault. */
export async function countHeldUncopied(db: Sql, queueId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(${HOLD_ON_MESSAGE})::int AS count FROM failed_message f WHERE f.queue_id = ${queueId} AND f.state = 'present'
          AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state IN ('kept', 'restoring'))`,
  );
  return row?.count ?? 0;
}

/** Kept vault items of messages that are believed to be in the queue, without a proved second copy. */
export async function listSingleCopies(db: Sql, queueId: string, limit: number): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT v.id FROM vault_item v JOIN failed_message f ON f.id = v.message_row_id
        WHERE f.queue_id = ${queueId} AND f.state = 'present' AND v.state IN ('kept', 'restoring')
          AND NOT EXISTS (SELECT 1 FROM vault_copy y WHERE y.vault_item_id = v.id AND y.version_id <> '') ORDER BY v.id LIMIT ${limit}`,
  );
  return found.map(({ id }) => id);
}

/**
 * What was believed to be in a queue that was purged is there no more: what the vault keeps counts as discarded, the rest as
 * purged. Returns how many of each.
 */
export async function markPurged(
  tx: Tx,
  queueId: string,
  runId: string,
): Promise<{ keptCount: number; uncopiedCount: number }> {
  const row = await firstRow<{ keptCount: number; uncopiedCount: number }>(
    tx,
    sql`WITH marked AS (
          UPDATE failed_message f SET state_at = dlo_now(),
            state = CASE WHEN EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state IN ('kept', 'restoring')) THEN 'discarded' ELSE 'purged' END
          WHERE f.queue_id = ${queueId} AND f.state = 'present' AND f.first_seen_at <= (SELECT (driver_state->>'purgeAskedAt')::timestamptz FROM run WHERE id = ${runId})
          RETURNING state)
        SELECT count(*) FILTER (WHERE state = 'discarded')::int AS kept_count, count(*) FILTER (WHERE state = 'purged')::int AS uncopied_count FROM marked`,
  );
  return row ?? { keptCount: 0, uncopiedCount: 0 };
}
