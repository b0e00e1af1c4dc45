import type { Scope } from "@/lib/core/access/scope";
import type { DeadMember } from "@/lib/core/fifo/diagnose";
import type { GroupMember } from "@/lib/core/fifo/order-debt";
import type { Sql } from "./connect";
import { execute, rows, sql } from "./query";
import { classInScopeSql } from "./scope";

/** Keeps the newest number of groups with something in flight, by queue. */
export async function saveGroupsInFlight(
  db: Sql,
  read: readonly { readonly queueId: string; readonly count: number; readonly at: Date }[],
): Promise<void> {
  if (read.length === 0) return;
  await execute(
    db,
    sql`UPDATE queue_state s SET groups_in_flight = r.count, groups_in_flight_at = r.at
        FROM unnest(${read.map((one) => one.queueId)}::text[], ${read.map((one) => one.count)}::int[], ${read.map((one) => one.at.toISOString())}::timestamptz[]) AS r(id, count, at)
        WHERE s.queue_id = r.id AND coalesce(s.groups_in_flight_at, '-infinity') < r.at`,
  );
}

export interface SourceGroups {
  readonly arn: string;
  readonly name: string;
  readonly maxReceiveCount: number | null;
  readonly visibilityTimeoutSeconds: number;
  /** Null where CloudWatch told nothing. */
  readonly groupsInFlight: number | null;
  readonly groupsInFlightAt: string | null;
}
/** The FIFO queues that give up into this one, with how many of their groups were blocked when CloudWatch told last. */
export function listSourceGroups(db: Sql, deadLetterQueueArn: string): Promise<SourceGroups[]> {
  return rows<SourceGroups>(
    db,
    sql`SELECT q.arn, q.name, q.max_receive_count, q.visibility_timeout_seconds, s.groups_in_flight, s.groups_in_flight_at
        FROM queue q LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE q.dead_letter_target_arn = ${deadLetterQueueArn} AND q.deleted_at IS NULL AND q.is_fifo ORDER BY q.name`,
  );
}

/** What lies in a FIFO dead-letter queue, group by group, as far as it was indexed; at most this many. */
export function listDeadMembers(db: Sql, scope: Scope, queueId: string, limit: number): Promise<DeadMember[]> {
  return rows<DeadMember>(
    db,
    sql`SELECT f.id AS message_row_id, f.message_id, f.group_id, f.sequence_number, f.class_id, c.title AS class_title, f.cause_kind, f.first_seen_at, f.sent_at
        FROM failed_message f JOIN failure_class c ON c.id = f.class_id
        WHERE f.queue_id = ${queueId} AND f.group_id IS NOT NULL AND f.state = 'present' AND ${classInScopeSql(scope, sql`f.account_id`, sql`f.class_id`)}
        ORDER BY f.group_id, length(f.sequence_number), f.sequence_number LIMIT ${limit}`,
  );
}

/** All that was ever seen of the groups of these messages in their dead-letter queue. */
export function listGroupMembers(db: Sql, queueId: string, chosenIds: readonly string[]): Promise<GroupMember[]> {
  const chosen = [...chosenIds];
  return rows<GroupMember>(
    db,
    sql`SELECT f.message_id, f.group_id, f.sequence_number, f.id = ANY(${chosen}::text[]) AS is_chosen, f.state = 'present' AS is_present, f.state = 'redriven' AS was_given_back
        FROM failed_message f
        WHERE f.queue_id = ${queueId} AND f.group_id IN (SELECT g.group_id FROM failed_message g WHERE g.id = ANY(${chosen}::text[]) AND g.group_id IS NOT NULL)`,
  );
}
