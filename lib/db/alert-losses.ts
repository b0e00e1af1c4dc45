import type { Sql } from "./connect";
import { rows, sql } from "./query";

export interface DyingQueue {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly owner: string | null;
  readonly discoveredAt: string;
  readonly doesAutoRescue: boolean;
}
/**
 * Living dead-letter queues in which a message may die before `until`: by the kept expiries of their classes, or by the age of
 * what waits there. More than that it does not decide: what is saved is still among them.
 */
export function listDyingQueues(db: Sql, until: Date): Promise<DyingQueue[]> {
  return rows<DyingQueue>(
    db,
    sql`WITH doomed AS MATERIALIZED (SELECT c.id, c.queue_id FROM failure_class c WHERE c.present_count > 0 AND c.first_expiry_at < ${until}),
        named AS (SELECT queue_id FROM doomed WHERE queue_id IS NOT NULL
          UNION SELECT m.queue_id FROM failure_class m JOIN doomed d ON m.merged_into = d.id WHERE m.queue_id IS NOT NULL
          UNION SELECT x.class_queue FROM (SELECT DISTINCT c.queue_id AS class_queue FROM class_delta d JOIN failure_class c ON c.id = d.class_id WHERE d.present > 0) x WHERE x.class_queue IS NOT NULL
          UNION SELECT s.queue_id FROM queue_state s JOIN queue q ON q.id = s.queue_id WHERE q.is_dead_letter_queue AND s.age_seconds IS NOT NULL AND s.visible > 0
            AND s.age_at - make_interval(secs => s.age_seconds) + make_interval(secs => q.retention_seconds) < ${until})
        SELECT q.id, q.name, q.arn, q.account_id, q.region, o.owner, q.discovered_at, q.does_auto_rescue
        FROM named n JOIN queue q ON q.id = n.queue_id JOIN account a ON a.id = q.account_id LEFT JOIN ownership o ON o.arn = q.arn LEFT JOIN queue_state s ON s.queue_id = q.id
        WHERE q.is_dead_letter_queue AND q.deleted_at IS NULL AND q.is_selected AND a.removed_at IS NULL AND a.polling = 'on' AND q.region = ANY(a.regions)
          AND (s.visible IS NULL OR s.visible + coalesce(s.in_flight, 0) + coalesce(s.delayed, 0) > 0)`,
  );
}

/** When the first message of these queues dies that came while we looked and is not saved, by queue; absent where none did. */
export async function readFreshExpiries(
  db: Sql,
  queueIds: readonly string[],
): Promise<Map<string, { readonly earliestAt: Date; readonly latestAt: Date }>> {
  if (queueIds.length === 0) return new Map();
  const found = await rows<{ queueId: string; earliestAt: string; latestAt: string }>(
    db,
    sql`SELECT q.id AS queue_id, min(f.sent_at) + make_interval(secs => q.retention_seconds) AS earliest_at,
          min(CASE WHEN q.is_fifo THEN greatest(f.sent_at, f.first_seen_at) ELSE f.sent_at END) + make_interval(secs => q.retention_seconds) AS latest_at
        FROM queue q JOIN failed_message f ON f.queue_id = q.id AND f.state = 'present' AND NOT f.is_backlog AND f.sent_at IS NOT NULL
        WHERE q.id = ANY(${[...queueIds]}::text[]) AND NOT EXISTS (SELECT 1 FROM vault_item v WHERE v.message_row_id = f.id AND v.state <> 'restored')
        GROUP BY q.id, q.retention_seconds`,
  );
  return new Map(
    found.map(({ queueId, earliestAt, latestAt }) => [
      queueId,
      { earliestAt: new Date(earliestAt), latestAt: new Date(latestAt) },
    ]),
  );
}
