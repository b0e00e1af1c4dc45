import type { RawFact } from "@/lib/core/review/place";
import type { Prisma, Sql } from "./connect";
import { rows, sql } from "./query";
import { type ReviewSpan, withinSql } from "./review-span";

interface RunFactRow {
  readonly kind: "late" | "run" | "discarded";
  readonly runId: string;
  readonly number: number;
  readonly title: string | null;
  readonly state: string;
  readonly driver: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly classId: string | null;
  readonly anchorArn: string | null;
  readonly queueId: string | null;
  readonly queueArn: string | null;
  readonly subjectArn: string | null;
  readonly at: string | null;
  readonly value: number;
  readonly gone: number;
  readonly returned: number;
  readonly unknown: number;
  readonly failed: number;
}

/** Left the place of what failed by a run and was not seen to come back: what nobody watched to the end is in it, and counted as unknown too. */
const IS_BACK = sql`coalesce(i.outcome, 'unknown') <> 'returned' AND (i.state = 'deleted' OR (i.state = 'sent' AND (r.action = 'restore' OR r.queue_id IS NULL)))`;
const IS_SENT = sql`i.state IN ('sent', 'deleted', 'delete-unconfirmed')`;
const DONE_AT = sql`coalesce(i.deleted_at, i.sent_at)`;
const UNKNOWN = sql`coalesce(i.outcome, 'unknown') = 'unknown'`;

/** Items of runs that may have done something in the week, by run and living class. */
const items = (span: ReviewSpan) => sql`
  i AS MATERIALIZED (SELECT r.id AS run_id, r.action, r.started_at, coalesce(c.merged_into, c.id) AS class_id, coalesce(i.queue_id, r.queue_id) AS queue_id, ${DONE_AT} AS done_at,
      r.action IN ('redrive', 'restore') AND ${IS_BACK} AS is_back, ${IS_SENT} AS is_sent, ${IS_SENT} AND i.outcome = 'gone' AS is_gone, i.outcome IS NOT DISTINCT FROM 'returned' AS is_returned,
      ${IS_SENT} AND ${UNKNOWN} AS is_unknown, i.state IN ('rejected', 'ambiguous') AS is_failed, r.action = 'discard' AND i.state = 'deleted' AS is_discarded
    FROM run r JOIN run_item i ON i.run_id = r.id LEFT JOIN failed_message m ON m.id = i.message_row_id LEFT JOIN vault_item v ON v.id = i.vault_item_id
    LEFT JOIN failure_class c ON c.id = coalesce(m.class_id, v.class_id, r.class_id)
    WHERE r.action IN ('redrive', 'restore', 'discard') AND r.started_at < ${span.until} AND coalesce(r.ended_at, 'infinity') >= ${span.from})`;
const counted = (kind: string, at: Prisma.Sql, value: Prisma.Sql, where: Prisma.Sql) => sql`
  SELECT ${kind} AS kind, run_id, class_id, queue_id, ${at} AS at, ${value} AS value, count(*) FILTER (WHERE is_gone)::int AS gone, count(*) FILTER (WHERE is_returned)::int AS returned,
    count(*) FILTER (WHERE is_unknown)::int AS unknown, count(*) FILTER (WHERE is_failed)::int AS failed FROM i WHERE ${where} GROUP BY 2, 3, 4`;

/** A move task tells how many it moved, and not which: what became of them is unknown. A purge tells what we knew of it. */
const moved = (span: ReviewSpan) => sql`
  SELECT k.kind, r.id AS run_id, r.class_id, r.queue_id, coalesce(r.ended_at, r.progress_at, r.started_at) AS at, (r.driver_state ->> 'movedCount')::float8 AS value, 0 AS gone, 0 AS returned,
    (r.driver_state ->> 'movedCount')::int AS unknown, 0 AS failed
  FROM run r CROSS JOIN (VALUES ('late'), ('run')) k(kind) WHERE r.driver = 'move-task' AND (r.driver_state ->> 'movedCount') ~ '^[0-9]{1,9}$'
    AND CASE k.kind WHEN 'late' THEN ${withinSql(sql`coalesce(r.ended_at, r.progress_at, r.started_at)`, span)} AND r.driver_state ->> 'movedCount' <> '0' ELSE ${withinSql(sql`r.started_at`, span)} END
    AND NOT EXISTS (SELECT 1 FROM run_item x WHERE x.run_id = r.id)`;
const purged = (span: ReviewSpan) => sql`
  SELECT 'discarded' AS kind, r.id AS run_id, m.class_id, r.queue_id, min(m.state_at) AS at, count(*)::float8 AS value, 0 AS gone, 0 AS returned, 0 AS unknown, 0 AS failed
  FROM run r JOIN failed_message m ON m.queue_id = r.queue_id AND m.state IN ('discarded', 'purged') AND ${withinSql(sql`m.state_at`, span)}
    AND m.state_at >= r.started_at AND m.state_at <= coalesce(r.ended_at, 'infinity') + interval '1 minute'
  WHERE r.action = 'purge' AND r.started_at < ${span.until} AND coalesce(r.ended_at, 'infinity') >= ${span.from} GROUP BY 2, 3, 4`;

/** What runs brought back, sent and discarded in the week, by run and class. A run belongs to the week in which it began, a message to that in which it left. */
export async function readRunFacts(db: Sql, span: ReviewSpan): Promise<RawFact[]> {
  const found = await rows<RunFactRow>(
    db,
    sql`WITH ${items(span)}, told AS (
          ${counted("late", sql`min(done_at)`, sql`count(*)::float8`, sql`is_back AND ${withinSql(sql`done_at`, span)}`)}
          UNION ALL ${counted("run", sql`min(started_at)`, sql`(count(*) FILTER (WHERE is_sent))::float8`, sql`action <> 'discard' AND ${withinSql(sql`started_at`, span)}`)}
          UNION ALL ${counted("discarded", sql`min(done_at)`, sql`count(*)::float8`, sql`is_discarded AND ${withinSql(sql`done_at`, span)}`)}
          UNION ALL ${moved(span)} UNION ALL ${purged(span)})
        SELECT t.*, r.number, r.state, r.driver, p.detail ->> 'title' AS title, r.account_id, a.name AS account_name, r.region, c.anchor_arn, q.arn AS queue_arn, p.detail #>> '{subject,arn}' AS subject_arn
        FROM told t JOIN run r ON r.id = t.run_id JOIN plan p ON p.id = r.plan_id LEFT JOIN account a ON a.id = r.account_id LEFT JOIN failure_class c ON c.id = t.class_id LEFT JOIN queue q ON q.id = t.queue_id`,
  );
  return found.map(factFrom);
}

function factFrom(row: RunFactRow): RawFact {
  return {
    kind: row.kind,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    arn: row.anchorArn ?? row.queueArn ?? row.subjectArn,
    queueArn: row.queueArn,
    queueId: row.queueId,
    classId: row.classId,
    subjectId: row.runId,
    label: `Run ${row.number}: ${row.title ?? row.driver}`,
    at: row.at,
    value: row.value,
    detail: { number: row.number, ...outcomesOf(row) },
  };
}

function outcomesOf({ kind, gone, returned, unknown, failed, state }: RunFactRow): RawFact["detail"] {
  if (kind === "run") return { gone, returned, unknown, failed, state };
  return kind === "late" ? { gone, unknown } : {};
}
