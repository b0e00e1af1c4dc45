import type { RawFact } from "@/lib/core/review/place";
import type { Sql } from "./connect";
import { PLAN_STATE } from "./plans";
import { rows, sql } from "./query";
import type { ReviewSpan } from "./review-span";

interface DecisionRow {
  readonly about: "plan" | "run" | "action";
  readonly id: string;
  readonly label: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly queueArn: string | null;
  readonly classId: string | null;
  readonly pipelineId: string | null;
  readonly at: string;
}

/** What waits for somebody to decide when the review is written: plans that want approval or were approved and not applied, paused runs, and action items that are overdue. */
export async function readDecisions(db: Sql, { endDay }: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<DecisionRow>(
    db,
    sql`SELECT t.*, a.name AS account_name FROM (
          SELECT 'plan' AS about, p.id, CASE ${PLAN_STATE} WHEN 'approved' THEN 'Approved and not applied: ' ELSE 'Waits for approval: ' END || (p.detail ->> 'title') AS label, p.account_id, p.region,
            coalesce(c.anchor_arn, q.arn, p.detail #>> '{subject,arn}') AS arn, p.queue_id, q.arn AS queue_arn, p.class_id, NULL AS pipeline_id, coalesce(p.asked_at, p.created_at) AS at
          FROM plan p LEFT JOIN failure_class c ON c.id = p.class_id LEFT JOIN queue q ON q.id = p.queue_id WHERE ${PLAN_STATE} IN ('awaiting-approval', 'approved')
            AND NOT EXISTS (SELECT 1 FROM run x WHERE x.plan_id = p.id)
          UNION ALL SELECT 'run', r.id, 'Paused: run ' || r.number || coalesce(', ' || r.reason, ''), r.account_id, r.region, coalesce(c.anchor_arn, q.arn), r.queue_id, q.arn, r.class_id, NULL, r.requested_at
          FROM run r LEFT JOIN failure_class c ON c.id = r.class_id LEFT JOIN queue q ON q.id = r.queue_id WHERE r.state = 'paused'
          UNION ALL SELECT 'action', x.id, 'Overdue: action item ' || x.number || ', ' || x.text, x.account_id, NULL, x.arn, NULL, NULL, NULL, x.pipeline_id, x.created_at
          FROM review_action x WHERE x.state = 'open' AND x.due < ${endDay}::date) t LEFT JOIN account a ON a.id = t.account_id`,
  );
  return found.map(({ about, id, pipelineId, ...row }) => ({
    ...row,
    kind: "decision",
    subjectId: id,
    value: null,
    ...(pipelineId !== null && { pipelineIds: [pipelineId] }),
    detail: { about },
  }));
}
