import type { QueueConfigFacts } from "@/lib/core/inventory/queue-config";
import type { Sql } from "./connect";
import { rows, sql } from "./query";

/** What decides whether a queue takes dead letters. */
export interface QueueDoor extends QueueConfigFacts {
  readonly arn: string;
  readonly accountId: string;
}
/** Of these ARNs the living queues that are looked at. Unscoped: what is told of them must be narrowed by the caller. */
export function findQueueDoors(db: Sql, arns: readonly string[]): Promise<QueueDoor[]> {
  return rows<QueueDoor>(
    db,
    sql`SELECT q.arn, q.account_id, q.is_fifo, q.dead_letter_target_arn, q.max_receive_count, q.retention_seconds, q.visibility_timeout_seconds,
          q.max_message_bytes, q.settings
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
        WHERE q.arn = ANY(${[...arns]}::text[]) AND q.deleted_at IS NULL AND q.is_selected`,
  );
}
