import type { Scope } from "@/lib/core/access/scope";
import type { NamedQueue } from "@/lib/core/alerts/thresholds/import";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** Names of living queues with those of their dead-letter queues, each once. */
export function listQueueNames(db: Sql, scope: Scope): Promise<NamedQueue[]> {
  return rows<NamedQueue>(
    db,
    sql`SELECT DISTINCT q.name, q.is_dead_letter_queue, split_part(q.dead_letter_target_arn, ':', 6) AS dead_letter_name
        FROM queue q JOIN account a ON a.id = q.account_id
        WHERE q.deleted_at IS NULL AND a.removed_at IS NULL AND ${inScopeSql(scope, sql`q.account_id`, sql`q.arn`)} ORDER BY q.name`,
  );
}
