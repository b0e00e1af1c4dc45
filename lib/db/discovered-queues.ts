import type { CaptureLevel, QueueFacts } from "@/lib/core/queues/queue";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";

export interface NewQueue {
  readonly id: string;
  readonly facts: QueueFacts;
  readonly tags: Readonly<Record<string, string>>;
}
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * Adds queues unless these very queues (ARN and creation time) are known, and returns the rows that are new or back. A
 * queue of an account that was connected before belongs to the account that sees it now.
 */
export async function insertQueues(
  tx: Sql,
  { accountId, region }: Place,
  queues: readonly NewQueue[],
  capture: CaptureLevel,
): Promise<{ id: string; arn: string }[]> {
  if (queues.length === 0) return [];
  const fact = <K extends keyof QueueFacts>(key: K) => queues.map((queue) => queue.facts[key]);
  const added = await rows<{ id: string; arn: string }>(
    tx,
    sql`INSERT INTO queue (id, account_id, region, arn, url, name, aws_created_at, is_fifo, capture, settings, tags, dead_letter_target_arn, max_receive_count,
                           retention_seconds, visibility_timeout_seconds, max_message_bytes, discovered_at, seen_at)
        SELECT g.id, ${accountId}, ${region}, g.arn, g.url, g.name, g.created_at, g.is_fifo, ${capture}, g.settings::jsonb, g.tags::jsonb, g.target, g.max_receives,
               g.retention, g.visibility, g.max_bytes, dlo_now(), dlo_now()
        FROM unnest(${queues.map((queue) => queue.id)}::text[], ${fact("arn")}::text[], ${fact("url")}::text[], ${fact("name")}::text[], ${fact("createdAt")}::timestamptz[],
          ${fact("isFifo")}::boolean[], ${fact("settings").map((one) => JSON.stringify(one))}::text[], ${queues.map((queue) => JSON.stringify(queue.tags))}::text[],
          ${fact("deadLetterTargetArn")}::text[], ${fact("maxReceiveCount")}::int[], ${fact("retentionSeconds")}::int[], ${fact("visibilityTimeoutSeconds")}::int[],
          ${fact("maxMessageBytes")}::int[])
          AS g(id, arn, url, name, created_at, is_fifo, settings, tags, target, max_receives, retention, visibility, max_bytes) ORDER BY g.arn
        ON CONFLICT (arn, aws_created_at) DO UPDATE SET deleted_at = NULL, account_id = EXCLUDED.account_id, settings = EXCLUDED.settings, tags = EXCLUDED.tags,
          dead_letter_target_arn = EXCLUDED.dead_letter_target_arn, max_receive_count = EXCLUDED.max_receive_count, retention_seconds = EXCLUDED.retention_seconds,
          visibility_timeout_seconds = EXCLUDED.visibility_timeout_seconds, max_message_bytes = EXCLUDED.max_message_bytes, is_selected = true, seen_at = dlo_now()
        WHERE queue.deleted_at IS NOT NULL
        RETURNING id, arn`,
  );
  await execute(
    tx,
    sql`INSERT INTO queue_state (queue_id, account_id) SELECT id, ${accountId} FROM unnest(${added.map((row) => row.id)}::text[]) AS g(id)
        ON CONFLICT (queue_id) DO UPDATE SET account_id = EXCLUDED.account_id, next_sample_at = dlo_now()`,
  );
  return added;
}

/** Takes over new settings of a known queue. */
export async function saveFacts(db: Sql, id: string, facts: QueueFacts): Promise<void> {
  await execute(
    db,
    sql`UPDATE queue SET settings = ${JSON.stringify(facts.settings)}::jsonb, dead_letter_target_arn = ${facts.deadLetterTargetArn},
          max_receive_count = ${facts.maxReceiveCount}, retention_seconds = ${facts.retentionSeconds},
          visibility_timeout_seconds = ${facts.visibilityTimeoutSeconds}, max_message_bytes = ${facts.maxMessageBytes}, seen_at = dlo_now()
        WHERE id = ${id}`,
  );
}

/** They are gone: they stay as history. Returns those that were still there. */
export async function markQueuesDeleted(db: Sql, ids: readonly string[]): Promise<string[]> {
  const gone = await rows<{ id: string }>(
    db,
    sql`UPDATE queue SET deleted_at = dlo_now() WHERE id = ANY(${[...ids]}::text[]) AND deleted_at IS NULL RETURNING id`,
  );
  return gone.map((row) => row.id);
}

/**
 * Works out anew which queues are dead-letter queues: of the account, and of any account that something of it gives up
 * into. A queue is one when a redrive policy or anything in the inventory names it, and stays one while failed messages
 * of it are known. One that becomes such takes its account's default mode and is returned; one that was stays as it is.
 */
export async function markDeadLetterQueues(tx: Sql, accountId: string): Promise<string[]> {
  const changed = await rows<{ id: string; isDeadLetterQueue: boolean }>(
    tx,
    sql`WITH touched AS (
          SELECT x.id, x.arn FROM queue x WHERE x.account_id = ${accountId} AND x.deleted_at IS NULL
          UNION SELECT x.id, x.arn FROM queue x WHERE x.deleted_at IS NULL AND x.arn IN (
            SELECT e.to_arn FROM resource_edge e WHERE e.account_id = ${accountId} AND e.kind = 'dead-letters'
            UNION SELECT o.dead_letter_target_arn FROM queue o WHERE o.account_id = ${accountId} AND o.deleted_at IS NULL)
        ), found AS (
          SELECT t.id, EXISTS (SELECT 1 FROM queue o WHERE o.dead_letter_target_arn = t.arn AND o.deleted_at IS NULL)
                    OR EXISTS (SELECT 1 FROM resource_edge e WHERE e.to_arn = t.arn AND e.kind = 'dead-letters')
                    OR EXISTS (SELECT 1 FROM failed_message f WHERE f.queue_id = t.id) AS yes
          FROM touched t
        )
        UPDATE queue q SET is_dead_letter_queue = found.yes, mode = CASE WHEN found.yes AND q.mode = 'off' THEN a.default_mode ELSE q.mode END
        FROM account a, found WHERE found.id = q.id AND a.id = q.account_id AND q.is_dead_letter_queue <> found.yes
        RETURNING q.id, q.is_dead_letter_queue`,
  );
  const became = changed.filter((queue) => queue.isDeadLetterQueue).map((queue) => queue.id);
  // A dead-letter queue is looked at more often than what it was taken for: its next look is due now.
  await execute(
    tx,
    sql`UPDATE queue_state s SET next_sample_at = dlo_now() FROM queue q
        WHERE q.id = s.queue_id AND (q.account_id = ${accountId} OR q.id = ANY(${became}::text[])) AND q.is_dead_letter_queue
          AND q.deleted_at IS NULL AND q.is_selected AND s.next_sample_at > dlo_now() + interval '31 seconds'`,
  );
  return became;
}
