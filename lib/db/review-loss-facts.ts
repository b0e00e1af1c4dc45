import { SILENCE_CLASSIFIER } from "@/lib/core/failures/unrecorded/silence-class";
import type { RawFact } from "@/lib/core/review/place";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { type ReviewSpan, withinSql } from "./review-span";

interface LossRow {
  readonly kind: "expired" | "lost" | "rescued";
  readonly classId: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly anchorArn: string | null;
  readonly queueId: string | null;
  readonly queueArn: string | null;
  readonly title: string;
  readonly runId: string | null;
  readonly at: string;
  readonly value: number;
}

const LOST_AT = sql`coalesce(m.expires_latest_at, m.expires_at)`;

/**
 * What was lost in the week and what was saved from it, by class. An expiry of before the week counts where it came to light after the last
 * review was written: in one review, and in one only. CloudWatch's counts of what nothing kept are by five minutes.
 */
export async function readLossFacts(db: Sql, span: ReviewSpan): Promise<RawFact[]> {
  const { from, lastWrittenAt } = span;
  const noticedFrom = lastWrittenAt !== null && lastWrittenAt < from ? lastWrittenAt : from;
  const late = lastWrittenAt === null ? sql`false` : sql`(${LOST_AT} < ${from} AND m.state_at > ${lastWrittenAt})`;
  const found = await rows<LossRow>(
    db,
    sql`WITH told AS (
          SELECT 'expired' AS kind, m.class_id, m.queue_id, NULL AS run_id, min(${LOST_AT}) AS at, count(*)::float8 AS value FROM failed_message m
            WHERE m.state = 'probably-expired' AND m.state_at >= ${noticedFrom}::timestamptz AND (${withinSql(LOST_AT, span)} OR ${late}) GROUP BY 2, 3
          UNION ALL SELECT 'lost', k.id, k.queue_id, NULL, min(b.bucket), sum(b.count - b.backlog_count)::float8 FROM series.class_arrival b JOIN failure_class k ON k.id = b.class_id
            WHERE ${withinSql(sql`b.bucket`, span)} AND k.record = 'count-only' AND k.classifier <> ${SILENCE_CLASSIFIER} GROUP BY 2, 3 HAVING sum(b.count - b.backlog_count) > 0
          UNION ALL SELECT 'rescued', v.class_id, v.queue_id, v.stored_by_run_id, min(v.stored_at), count(*)::float8 FROM vault_item v
            WHERE ${withinSql(sql`v.stored_at`, span)} AND v.reason <> 'discarded' GROUP BY 2, 3, 4)
        SELECT t.kind, c.id AS class_id, c.account_id, a.name AS account_name, c.region, c.anchor_arn, t.queue_id, q.arn AS queue_arn, c.title, t.run_id, t.at, t.value
        FROM told t JOIN failure_class o ON o.id = t.class_id JOIN failure_class c ON c.id = coalesce(o.merged_into, o.id)
        LEFT JOIN account a ON a.id = c.account_id LEFT JOIN queue q ON q.id = t.queue_id`,
  );
  return found.map((row) => ({
    kind: row.kind,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    arn: row.anchorArn,
    queueArn: row.queueArn,
    queueId: row.queueId,
    classId: row.classId,
    subjectId: row.runId,
    label: row.title,
    at: row.at,
    value: row.value,
    detail: {},
  }));
}
