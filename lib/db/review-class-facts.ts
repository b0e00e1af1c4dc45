import type { RawFact } from "@/lib/core/review/place";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import type { ReviewSpan } from "./review-span";

interface ClassRow {
  readonly kind: "class-new" | "class-regressed" | "class-closed" | "class-open";
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly anchorArn: string;
  readonly queueId: string | null;
  readonly queueArn: string | null;
  readonly assignee: string | null;
  readonly at: string;
  readonly status: string;
  readonly times: number;
}

/**
 * Failure classes that began, came back or ended in the week, and those that were open at its end, one fact each. What the first look at a
 * queue found is in none but the last, and there only once it goes on.
 */
export async function readClassFacts(db: Sql, { from, until }: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<ClassRow>(
    db,
    sql`WITH c AS MATERIALIZED (SELECT c.*, q.arn AS queue_arn, t.assignee, t.dismissed_at, a.name AS account_name FROM failure_class c
            JOIN account a ON a.id = c.account_id AND (a.removed_at IS NULL OR a.removed_at >= ${until}) LEFT JOIN queue q ON q.id = c.queue_id
            LEFT JOIN class_triage t ON t.class_id = c.id WHERE c.merged_into IS NULL AND c.first_seen_at < ${until}),
          h AS MATERIALIZED (SELECT class_id, status, at FROM class_change WHERE kind = 'status' AND at >= ${from} AND at < ${until}),
          ended AS (SELECT class_id, max(at) AS at, count(*)::int AS times FROM (
            SELECT class_id, at FROM h WHERE status = 'resolved' UNION ALL
            SELECT id, dismissed_at FROM c WHERE dismissed_at >= ${from} AND dismissed_at < ${until}) e GROUP BY 1),
          told AS (
            SELECT 'class-new' AS kind, c.id, c.first_seen_at AS at, c.status, 1 AS times FROM c WHERE c.first_seen_at >= ${from} AND NOT c.is_backlog
            UNION ALL SELECT 'class-regressed', r.class_id, min(r.at), 'regressed', count(*)::int FROM h r WHERE r.status = 'regressed' GROUP BY 2
            UNION ALL SELECT 'class-closed', e.class_id, e.at, 'resolved', e.times FROM ended e
            UNION ALL SELECT 'class-open', c.id, c.first_seen_at, s.status, 1 FROM c CROSS JOIN LATERAL (SELECT CASE WHEN c.status_at < ${until} THEN c.status
                ELSE coalesce((SELECT x.status FROM class_change x WHERE x.class_id = c.id AND x.kind = 'status' AND x.at < ${until} ORDER BY x.at DESC, x.id DESC LIMIT 1),
                  CASE WHEN c.is_backlog THEN 'backlog' ELSE 'new' END) END AS status) s
              WHERE s.status IN ('new', 'ongoing', 'escalating', 'regressed') AND coalesce(c.dismissed_at, 'infinity') >= ${until})
        SELECT told.kind, c.id, c.number, c.title, c.account_id, c.account_name, c.region, c.anchor_arn, c.queue_id, c.queue_arn, c.assignee, told.at, told.status, told.times
        FROM told JOIN c ON c.id = told.id`,
  );
  return found.map((row) => ({
    kind: row.kind,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    arn: row.anchorArn,
    queueArn: row.queueArn,
    queueId: row.queueId,
    classId: row.id,
    owner: row.assignee,
    subjectId: row.id,
    label: row.title,
    at: row.at,
    value: 1,
    detail: { number: row.number, status: row.status, times: row.times },
  }));
}
