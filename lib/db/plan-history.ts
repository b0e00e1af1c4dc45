import type { GroupMember } from "@/lib/core/fifo/order-debt";
import type { Sql } from "./connect";
import { firstRow, rows, sql } from "./query";

/** When a run with this role deleted from the queue last, within a week; null: none did. */
export async function readDeleteProof(db: Sql, queueId: string, roleArn: string): Promise<string | null> {
  const row = await firstRow<{ at: string | null }>(
    db,
    sql`SELECT d.at FROM run r JOIN plan p ON p.id = r.plan_id AND p.detail ->> 'roleArn' = ${roleArn}
        CROSS JOIN LATERAL (SELECT max(i.deleted_at) AS at FROM run_item i WHERE i.run_id = r.id AND i.state = 'deleted') d
        WHERE r.queue_id = ${queueId} AND r.requested_at > dlo_now() - interval '8 days' AND r.action IN ('redrive', 'discard')
          AND d.at > dlo_now() - interval '7 days' ORDER BY r.requested_at DESC LIMIT 1`,
  );
  return row?.at ?? null;
}

/** A move task of ours on this queue that has not ended. */
export async function findOpenMoveTask(
  db: Sql,
  queueId: string,
): Promise<{ runNumber: number; by: string } | undefined> {
  return firstRow(
    db,
    sql`SELECT r.number AS run_number, r.requested_by_name AS by FROM run r
        WHERE r.queue_id = ${queueId} AND r.driver = 'move-task' AND r.state IN ('requested', 'waiting', 'running', 'paused') ORDER BY r.number DESC LIMIT 1`,
  );
}

/** The largest body that is believed to be in the queue; null: none was read. */
export async function readLargestBody(db: Sql, queueId: string): Promise<number | null> {
  const row = await firstRow<{ bytes: number | null }>(
    db,
    sql`SELECT max(body_bytes) AS bytes FROM failed_message WHERE queue_id = ${queueId} AND state = 'present'`,
  );
  return row?.bytes ?? null;
}

/** What the largest of these kept messages has at most, attributes and all; null where one is not kept whole. */
export async function readLargestKept(db: Sql, bodyIds: readonly string[]): Promise<number | null> {
  const row = await firstRow<{ bytes: number | null; count: number }>(
    db,
    sql`SELECT max(octet_length(sealed)) AS bytes, count(*)::int AS count FROM message_body WHERE id = ANY(${[...bodyIds]}::text[]) AND erased_at IS NULL`,
  );
  return row && row.count === new Set(bodyIds).size ? row.bytes : null;
}

/**
 * Every message of these groups that was seen in the dead-letter queue, the chosen ones marked. Sources that share the queue
 * have groups of their own, whatever their names: those of no chosen message's source are left out.
 */
export function listGroupMembers(
  db: Sql,
  queueId: string,
  groupIds: readonly string[],
  chosenIds: readonly string[],
): Promise<GroupMember[]> {
  return rows<GroupMember>(
    db,
    sql`WITH chosen AS (SELECT unnest(${[...chosenIds]}::text[]) AS id),
          sources AS (SELECT DISTINCT coalesce(f.source_queue_arn, '') AS arn, f.group_id FROM failed_message f JOIN chosen c ON c.id = f.id)
        SELECT f.message_id, coalesce(f.source_queue_arn, '') || ' ' || f.group_id AS group_id, f.sequence_number, c.id IS NOT NULL AS is_chosen, f.state = 'present' AS is_present, f.state = 'redriven' AS was_given_back
        FROM failed_message f LEFT JOIN chosen c ON c.id = f.id
        WHERE f.queue_id = ${queueId} AND f.group_id = ANY(${[...groupIds]}::text[]) AND (coalesce(f.source_queue_arn, ''), f.group_id) IN (SELECT arn, group_id FROM sources)`,
  );
}
