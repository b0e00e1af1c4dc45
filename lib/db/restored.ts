import type { Db, Sql } from "./connect";
import { inTransaction } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

const RESTORED = {
  reason: "The database was restored from a backup: what was drained since that backup is not in it.",
  fix: "Look for it among the second copies (docs/operations.md), then ask for a drain.",
};

/** Whether this is another database than a worker noted last. False where none was ever noted. */
export async function isOtherDatabase(db: Sql): Promise<boolean> {
  const row = await firstRow(
    db,
    sql`SELECT 1 AS other FROM setting WHERE key = 'database-identity' AND value #>> '{}' <> dlo_database_identity()`,
  );
  return row !== undefined;
}

/**
 * Looks whether this database came out of a backup since a worker last noted it (or was never noted, with runs begun).
 * Then nobody knows what its open runs did meanwhile: they are *interrupted*, what was planned or under way is
 * *ambiguous*, drains are paused, and nothing resumes by itself. Returns the runs it interrupted. Safe to call from several workers.
 */
export function interruptRestoredRuns(
  db: Db,
): Promise<{ id: string; number: number; accountId: string; region: string }[]> {
  return inTransaction(db, async (tx) => {
    await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('database-identity'))`);
    const known = await firstRow<{ value: string }>(tx, sql`SELECT value FROM setting WHERE key = 'database-identity'`);
    const now = await firstRow<{ identity: string }>(tx, sql`SELECT dlo_database_identity() AS identity`);
    if (known && now && known.value === now.identity) return [];
    await execute(
      tx,
      sql`INSERT INTO setting (key, value, updated_at) VALUES ('database-identity', to_jsonb(${now?.identity ?? ""}::text), dlo_now())
          ON CONFLICT (key) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at`,
    );
    const stopped = await rows<{ id: string; number: number; accountId: string; region: string }>(
      tx,
      sql`UPDATE run SET state = 'interrupted', ended_at = dlo_now(), reason = 'the database was restored from a backup: what this run did since is unknown'
          WHERE state NOT IN ('done', 'failed', 'cancelled', 'interrupted') AND NOT (state = 'observing' AND sent_all_at IS NOT NULL)
            AND (${known !== undefined} OR started_at IS NOT NULL) RETURNING id, number, account_id, region`,
    );
    await execute(
      tx,
      sql`UPDATE run_item SET state = 'ambiguous', outcome = 'unknown', is_open = false, reason = 'the database was restored from a backup'
          WHERE run_id = ANY(${stopped.map((run) => run.id)}::text[]) AND state IN ('planned', 'sending')`,
    );
    await execute(
      tx,
      sql`INSERT INTO vault_drain (queue_id, account_id, region, started_at, stopped_because, fix, is_paused, next_at)
          SELECT q.id, q.account_id, q.region, dlo_now(), ${RESTORED.reason}, ${RESTORED.fix}, true, dlo_now() FROM queue q
          WHERE q.mode = 'vault' AND (${known !== undefined} OR EXISTS (SELECT 1 FROM vault_drain d WHERE d.queue_id = q.id))
          ON CONFLICT (queue_id) DO UPDATE SET stopped_because = EXCLUDED.stopped_because, fix = EXCLUDED.fix, is_paused = true`,
    );
    await execute(
      tx,
      sql`UPDATE queue q SET scan_requested_at = NULL FROM vault_drain d WHERE d.queue_id = q.id AND d.is_paused AND q.mode = 'vault'`,
    );
    await execute(
      tx,
      sql`UPDATE vault_item v SET state = 'kept' FROM run_item i WHERE i.run_id = ANY(${stopped.map((run) => run.id)}::text[]) AND i.vault_item_id = v.id AND v.state = 'restoring'`,
    );
    return stopped;
  });
}
