import type { Scope } from "@/lib/core/access/scope";
import type { Severity } from "@/lib/core/coverage/rule";
import type { Sql } from "./connect";
import { OPEN_FINDINGS } from "./coverage";
import { firstRow, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ConnectedFigures {
  readonly accountCount: number;
  readonly placeCount: number;
  readonly blindPlaceCount: number;
  readonly firstConnectedAt: string | null;
}
export async function readConnected(db: Sql, scope: Scope): Promise<ConnectedFigures> {
  const row = await firstRow<ConnectedFigures>(
    db,
    sql`SELECT count(DISTINCT a.id)::int AS account_count,
          count(*)::int AS place_count, count(*) FILTER (WHERE s.status = 'blind')::int AS blind_place_count, min(a.created_at) AS first_connected_at
        FROM account a CROSS JOIN LATERAL unnest(a.regions) AS r(region)
        LEFT JOIN region_state s ON s.account_id = a.id AND s.region = r.region
        WHERE a.removed_at IS NULL AND ${inScopeSql(scope, sql`a.id`)}`,
  );
  return row ?? { accountCount: 0, placeCount: 0, blindPlaceCount: 0, firstConnectedAt: null };
}

export interface QueueFigures {
  readonly queueCount: number;
  readonly deadLetterQueueCount: number;
  readonly emptyDeadLetterQueueCount: number;
  readonly waitingDeadLetterQueueCount: number;
  readonly wayBackQueueCount: number;
  readonly busyQueueCount: number;
  readonly quietQueueCount: number;
}
/** Queues that are looked at, by how often that is. One of which no counter is known yet counts as empty and quiet. */
export async function readQueueFigures(db: Sql, scope: Scope): Promise<QueueFigures> {
  const row = await firstRow<QueueFigures>(
    db,
    sql`SELECT count(*)::int AS queue_count, count(*) FILTER (WHERE is_dlq)::int AS dead_letter_queue_count,
          count(*) FILTER (WHERE is_dlq AND NOT holds)::int AS empty_dead_letter_queue_count, count(*) FILTER (WHERE is_dlq AND holds)::int AS waiting_dead_letter_queue_count,
          count(*) FILTER (WHERE NOT is_dlq AND is_way_back AND (holds OR moves))::int AS way_back_queue_count,
          count(*) FILTER (WHERE NOT is_dlq AND NOT is_way_back AND (holds OR moves))::int AS busy_queue_count, count(*) FILTER (WHERE NOT is_dlq AND NOT holds AND NOT moves)::int AS quiet_queue_count
        FROM (SELECT q.is_dead_letter_queue AS is_dlq, coalesce(s.visible, 0) + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) > 0 AS holds,
                     coalesce(s.changed_at > dlo_now() - interval '1 hour', false) AS moves,
                     EXISTS (SELECT 1 FROM queue o JOIN queue_state t ON t.queue_id = o.id WHERE o.arn = q.dead_letter_target_arn AND o.deleted_at IS NULL
                               AND o.is_selected AND coalesce(t.visible, 0) + coalesce(t.in_flight, 0) + coalesce(t.delayed, 0) > 0) AS is_way_back
              FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL LEFT JOIN queue_state s ON s.queue_id = q.id
              WHERE q.deleted_at IS NULL AND q.is_selected AND ${inScopeSql(scope, sql`q.account_id`)}) looked`,
  );
  if (!row) throw new Error("counting gives a row");
  return row;
}

/** Open findings that nobody suppressed, by severity; null while nothing of these accounts was judged: then nobody knows. */
export async function countHoles(db: Sql, scope: Scope): Promise<Record<Severity, number> | null> {
  const judged = await firstRow(
    db,
    sql`SELECT 1 AS x FROM coverage_checked c JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL WHERE ${inScopeSql(scope, sql`c.account_id`)} LIMIT 1`,
  );
  if (!judged) return null;
  const row = await firstRow<Record<Severity, number>>(
    db,
    sql`SELECT count(*) FILTER (WHERE severity = 'critical')::int AS critical, count(*) FILTER (WHERE severity = 'high')::int AS high,
          count(*) FILTER (WHERE severity = 'medium')::int AS medium, count(*) FILTER (WHERE severity = 'low')::int AS low
        FROM (${OPEN_FINDINGS}) f WHERE f.suppression_id IS NULL AND ${inScopeSql(scope, sql`f.account_id`)}`,
  );
  return row ?? null;
}

/** How often messages were ever asked for, in accounts that are connected or once were. */
export async function countReceives(db: Sql, scope: Scope): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`SELECT coalesce(sum(calls), 0)::bigint AS count FROM api_usage WHERE action = 'sqs:ReceiveMessage' AND ${inScopeSql(scope, sql`account_id`)}`,
  );
  return row?.count ?? 0;
}
