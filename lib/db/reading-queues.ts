import type { CaptureLevel, QueueMode } from "@/lib/core/queues/queue";
import type { Sql } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

/** A living dead-letter queue with what a reading rule can be about. */
export interface ReadableQueue {
  readonly id: string;
  readonly awsAccountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly name: string;
  readonly tags: Record<string, string>;
  readonly mode: QueueMode;
  readonly defaultMode: "off" | "index";
  readonly doesAutoRescue: boolean;
  /** A person set the mode on the queue's page: that stays. The audit log knows. */
  readonly isSetByHand: boolean;
  /** What decides whether it may be drained. */
  readonly capture: CaptureLevel;
  readonly hasOwnPolicy: boolean;
  readonly consumerCount: number;
  readonly isWritable: boolean;
  readonly isProduction: boolean;
  readonly operateRoleArn: string | null;
  readonly vaultReason: string | null;
  readonly singleCopyReason: string | null;
  readonly needsSecondCopy: boolean;
}

/** Dead-letter queues of connected accounts: all, or only these. */
export function listReadableQueues(db: Sql, queueIds: readonly string[] | null): Promise<ReadableQueue[]> {
  return rows<ReadableQueue>(
    db,
    sql`SELECT q.id, a.aws_account_id, a.name AS account_name, q.region, q.name, q.tags, q.mode, a.default_mode, q.does_auto_rescue, q.capture,
          q.dead_letter_target_arn IS NOT NULL AS has_own_policy, jsonb_array_length(q.consumers) AS consumer_count, a.is_writable, a.is_production,
          a.operate_role_arn, q.vault_reason, q.single_copy_reason, q.needs_second_copy,
          EXISTS (SELECT 1 FROM audit_entry e WHERE e.object_id = q.id AND e.action = 'queue.updated'
                    AND e.detail #>> '{before,mode}' IS DISTINCT FROM e.detail #>> '{after,mode}') AS is_set_by_hand
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
        WHERE q.deleted_at IS NULL AND q.is_dead_letter_queue AND (${queueIds === null} OR q.id = ANY(${[...(queueIds ?? [])]}::text[]))`,
  );
}

export async function setReadingOf(
  tx: Sql,
  queues: readonly { readonly id: string; readonly mode: QueueMode; readonly doesAutoRescue: boolean }[],
): Promise<void> {
  if (queues.length === 0) return;
  await execute(
    tx,
    sql`UPDATE queue q SET mode = g.mode, does_auto_rescue = g.rescues
        FROM unnest(${queues.map((q) => q.id)}::text[], ${queues.map((q) => q.mode)}::text[], ${queues.map((q) => q.doesAutoRescue)}::boolean[]) AS g(id, mode, rescues)
        WHERE q.id = g.id`,
  );
}

export async function countReading(db: Sql): Promise<{ indexCount: number; autoRescueCount: number }> {
  const row = await firstRow<{ indexCount: number; autoRescueCount: number }>(
    db,
    sql`SELECT count(*) FILTER (WHERE q.mode <> 'off')::int AS index_count, count(*) FILTER (WHERE q.does_auto_rescue)::int AS auto_rescue_count
        FROM queue q JOIN account a ON a.id = q.account_id AND a.removed_at IS NULL
        WHERE q.deleted_at IS NULL AND q.is_dead_letter_queue AND q.is_selected`,
  );
  return row ?? { indexCount: 0, autoRescueCount: 0 };
}
