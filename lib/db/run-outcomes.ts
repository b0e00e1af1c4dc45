import type { Sql, Tx } from "./connect";
import { execute, firstRow, sql } from "./query";
import { RETURN_QUEUES } from "./return-places";

/**
 * When all the queues where it would be seen again were last seen after the run's last send: each by a complete scan, or by
 * counters that were all zero. Null while one of them was not.
 */
const SIGHT_AT = sql`(SELECT CASE WHEN bool_and(k.at IS NOT NULL) THEN min(k.at) END FROM (
  SELECT greatest((SELECT max(c.started_at) FROM scan c WHERE c.queue_id = t.id AND c.is_complete AND c.started_at >= r.sent_all_at),
    (SELECT s.sampled_at FROM queue_state s WHERE s.queue_id = t.id AND s.sampled_at > r.sent_all_at
     AND coalesce(s.visible, 1) + coalesce(s.in_flight, 1) + coalesce(s.delayed, 1) = 0)) AS at FROM ${RETURN_QUEUES} t) k)`;

export async function lastSightOf(db: Sql, runId: string): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT greatest(r.last_sight_at, ${SIGHT_AT}) AS at FROM run r JOIN plan p ON p.id = r.plan_id WHERE r.id = ${runId}`,
  );
  return row?.at ?? null;
}

/**
 * At the end of the observation: of what was proved deleted and did not come back, *gone* is claimed only when every queue
 * where it would be seen again was seen since; else it stays *unknown*. Until when it was not seen again is kept with the run.
 */
export async function settleOutcomes(tx: Tx, runId: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE run r SET last_sight_at = ${SIGHT_AT} FROM plan p WHERE p.id = r.plan_id AND r.id = ${runId}`,
  );
  await execute(
    tx,
    sql`UPDATE run_item i SET outcome = 'gone' FROM run r
        WHERE r.id = ${runId} AND i.run_id = r.id AND i.outcome = 'unknown' AND i.state = 'deleted' AND r.last_sight_at IS NOT NULL`,
  );
}
