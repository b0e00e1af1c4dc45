import { OPEN_RUN_STATES } from "@/lib/core/runs/run";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface AutoRescueRow {
  readonly queueId: string;
  readonly unknownSince: string;
  readonly lastEndedAt: string | null;
  readonly lastUnreachedCount: number | null;
}

/**
 * Queues that opted in, hold something and may be read without a person's reason, with the last rescue that `policyId`
 * began. Queues with an open run are left to it.
 */
export function listAutoRescue(db: Sql, policyId: string): Promise<AutoRescueRow[]> {
  return rows<AutoRescueRow>(
    db,
    sql`SELECT q.id AS queue_id, greatest(q.discovered_at, s.empty_at, m.at) AS unknown_since, r.ended_at AS last_ended_at,
          (r.driver_state ->> 'unreachedCount')::int AS last_unreached_count
        FROM queue q JOIN account a ON a.id = q.account_id JOIN queue_state s ON s.queue_id = q.id
        LEFT JOIN LATERAL (SELECT max(at) AS at FROM series.queue_metric WHERE queue_id = q.id AND age_seconds IS NOT NULL) m ON true
        LEFT JOIN LATERAL (SELECT ended_at, driver_state FROM run WHERE queue_id = q.id AND requested_by = ${policyId} ORDER BY number DESC LIMIT 1) r ON true
        WHERE q.does_auto_rescue AND q.is_dead_letter_queue AND q.is_selected AND q.deleted_at IS NULL AND a.removed_at IS NULL
          AND a.inspect_role_arn IS NOT NULL AND q.dead_letter_target_arn IS NULL AND q.consumers = '[]'::jsonb
          AND coalesce(s.visible, 0) + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) > 0
          AND NOT EXISTS (SELECT 1 FROM run o WHERE o.queue_id = q.id AND o.state = ANY(${[...OPEN_RUN_STATES]}::text[]))`,
  );
}

/** Locks the queue's row until the transaction ends and says whether a run is open on it: two workers take turns here. */
export async function lockForRescue(tx: Tx, queueId: string): Promise<{ hasOpenRun: boolean }> {
  await execute(tx, sql`SELECT 1 FROM queue WHERE id = ${queueId} FOR UPDATE`);
  const open = await firstRow(
    tx,
    sql`SELECT 1 AS x FROM run WHERE queue_id = ${queueId} AND state = ANY(${[...OPEN_RUN_STATES]}::text[])`,
  );
  return { hasOpenRun: open !== undefined };
}
