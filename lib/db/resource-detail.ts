import type { Scope } from "@/lib/core/access/scope";
import type { EdgeKind } from "@/lib/core/inventory/edges";
import type { QueueConfigFacts } from "@/lib/core/inventory/queue-config";
import type { ResolvedOwnership } from "@/lib/core/ownership/ownership";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ResourceSettings {
  readonly config: Record<string, unknown>;
  readonly observed: Record<string, unknown>;
  readonly tags: Record<string, string>;
}
export function readResourceSettings(db: Sql, id: string): Promise<ResourceSettings | undefined> {
  return firstRow<ResourceSettings>(db, sql`SELECT config, observed, tags FROM resource WHERE id = ${id}`);
}

export interface QueueSettings extends QueueConfigFacts {
  readonly tags: Record<string, string>;
  readonly visible: number | null;
  readonly inFlight: number | null;
  readonly delayed: number | null;
}
export function readQueueSettings(db: Sql, id: string): Promise<QueueSettings | undefined> {
  return firstRow<QueueSettings>(
    db,
    sql`SELECT q.is_fifo, q.dead_letter_target_arn, q.max_receive_count, q.retention_seconds, q.visibility_timeout_seconds, q.max_message_bytes, q.settings, q.tags,
          s.visible, s.in_flight, s.delayed
        FROM queue q LEFT JOIN queue_state s ON s.queue_id = q.id WHERE q.id = ${id}`,
  );
}

export interface EdgeRow {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  readonly part: string | null;
}
/**
 * Where this ARN leads and what leads to it, redrive policies included, as far as settings of accounts in the scope say it:
 * what another account's settings name is that account's to tell.
 */
export function listEdgesOf(db: Sql, scope: Scope, arn: string): Promise<EdgeRow[]> {
  return rows<EdgeRow>(
    db,
    sql`SELECT e.from_arn AS "from", e.to_arn AS "to", e.kind, nullif(e.part, '') AS part FROM resource_edge e
        WHERE (e.from_arn = ${arn} OR e.to_arn = ${arn}) AND ${inScopeSql(scope, sql`e.account_id`)}
        UNION SELECT q.arn, q.dead_letter_target_arn, 'dead-letters', NULL FROM queue q
        WHERE q.deleted_at IS NULL AND q.is_selected AND q.dead_letter_target_arn IS NOT NULL AND (q.arn = ${arn} OR q.dead_letter_target_arn = ${arn})
          AND ${inScopeSql(scope, sql`q.account_id`)}
        ORDER BY 3, 1, 2, 4`,
  );
}

export function readOwnership(db: Sql, arn: string): Promise<ResolvedOwnership | undefined> {
  return firstRow<ResolvedOwnership>(
    db,
    sql`SELECT owner, team, tier, runbook, source, via_arn FROM ownership WHERE arn = ${arn}`,
  );
}
