import type { Tx } from "./connect";
import { firstRow, sql } from "./query";

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
