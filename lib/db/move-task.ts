import type { Sql, Tx } from "./connect";
import { execute, sql } from "./query";

/**
 * After a completed move task: messages that we had indexed before it started were part of what it moved, as far as
 * counts can tell. One that is still there is met by the next scan and present again; that scan is asked for here.
 */
export async function settleMoveTask(db: Sql, runId: string): Promise<void> {
  await execute(
    db,
    sql`UPDATE failed_message f SET state = 'redriven', state_at = dlo_now() FROM run r
        WHERE r.id = ${runId} AND f.queue_id = r.queue_id AND f.state = 'present' AND f.first_seen_at <= r.started_at
          AND (r.driver_state ->> 'movedCount')::int >= (r.driver_state ->> 'toMoveCount')::int`,
  );
  await execute(
    db,
    sql`UPDATE queue q SET scan_requested_at = dlo_now() FROM run r WHERE r.id = ${runId} AND q.id = r.queue_id AND q.mode = 'index'`,
  );
}

/** Writes down, by the database's clock, that a move task is about to be started for a run. */
export async function noteTaskIntent(tx: Tx, runId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE run SET driver_state = driver_state || jsonb_build_object('intentAt', dlo_now()), progress_at = dlo_now() WHERE id = ${runId}`,
  );
}
