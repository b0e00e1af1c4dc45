import type { FactKind } from "@/lib/core/review/fact";
import type { RawFact } from "@/lib/core/review/place";
import type { Sql } from "./connect";
import { rows, sql } from "./query";
import { type ReviewSpan, withinSql } from "./review-span";

interface AlertRow {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly pagedAt: string | null;
  readonly toldAt: string | null;
  readonly acknowledgedAt: string | null;
  readonly resolvedAt: string | null;
  readonly isNoise: boolean;
  readonly since: string;
  readonly pipelineIds: string[];
  readonly condition: string;
  readonly subjectName: string;
  readonly sentence: string;
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly arn: string | null;
  readonly queueId: string | null;
  readonly queueArn: string | null;
  readonly classId: string | null;
}

/**
 * Alerts that woke somebody in the week, and how long each took to be noticed, answered and over, by what was written down when it
 * happened: a time belongs to the week in which it ended, and the first answer counts, whatever became of it. An alert is told of where its gravest reason began.
 * A loss is foreseen from a day before it on, which may be before anything failed: it says nothing of when that began.
 */
export async function readAlertFacts(db: Sql, span: ReviewSpan): Promise<RawFact[]> {
  const within = (column: "paged_at" | "told_at" | "acknowledged_at" | "resolved_at") =>
    withinSql(
      {
        paged_at: sql`a.paged_at`,
        told_at: sql`a.told_at`,
        acknowledged_at: sql`f.acknowledged_at`,
        resolved_at: sql`a.resolved_at`,
      }[column],
      span,
    );
  const found = await rows<AlertRow>(
    db,
    sql`SELECT a.id, a.number, a.state, a.owner, a.team, a.paged_at, least(a.told_at, a.paged_at) AS told_at, f.acknowledged_at, a.resolved_at, a.noise_at IS NOT NULL AS is_noise,
          s.since, s.pipeline_ids, r.condition, r.subject_name, r.sentence, r.account_id, k.name AS account_name, r.region, r.arn, r.queue_id, q.arn AS queue_arn, r.class_id
        FROM alert a
        CROSS JOIN LATERAL (SELECT coalesce((SELECT min(e.at) FROM alert_event e WHERE e.alert_id = a.id AND e.kind = 'acknowledged'), a.acknowledged_at) AS acknowledged_at) f
        CROSS JOIN LATERAL (SELECT coalesce(min(x.since) FILTER (WHERE x.condition <> 'predicted-loss'), min(greatest(x.since, x.opened_at))) AS since, coalesce((SELECT array_agg(DISTINCT p) FROM alert_reason y, unnest(y.pipeline_ids) p WHERE y.alert_id = a.id), '{}') AS pipeline_ids
          FROM alert_reason x WHERE x.alert_id = a.id) s
        CROSS JOIN LATERAL (SELECT * FROM alert_reason x WHERE x.alert_id = a.id ORDER BY (x.severity = 'page') DESC, x.since, x.id LIMIT 1) r
        LEFT JOIN account k ON k.id = r.account_id LEFT JOIN queue q ON q.id = r.queue_id
        WHERE a.opened_at < ${span.until} AND (${within("paged_at")} OR ${within("told_at")} OR ${within("acknowledged_at")} OR ${within("resolved_at")})`,
  );
  return found.flatMap((row) => factsOf(row, span));
}

function factsOf(row: AlertRow, { from, until }: ReviewSpan): RawFact[] {
  const isWithin = (at: string | null): at is string => at !== null && new Date(at) >= from && new Date(at) < until;
  const wasTold = row.toldAt !== null;
  const { pagedAt, toldAt, acknowledgedAt, resolvedAt } = row;
  const facts: RawFact[] = [];
  if (isWithin(pagedAt)) facts.push(factOf(row, "page", pagedAt, 1, pageDetail(row, pagedAt)));
  if (row.isNoise) return facts;
  if (isWithin(toldAt)) facts.push(factOf(row, "time-to-detect", toldAt, secondsBetween(row.since, toldAt)));
  if (toldAt !== null && isWithin(acknowledgedAt))
    facts.push(factOf(row, "time-to-acknowledge", acknowledgedAt, secondsBetween(toldAt, acknowledgedAt)));
  if (wasTold && isWithin(resolvedAt))
    facts.push(factOf(row, "time-to-resolve", resolvedAt, secondsBetween(row.since, resolvedAt)));
  return facts;
}

function pageDetail({ acknowledgedAt, isNoise, state, condition }: AlertRow, pagedAt: string): RawFact["detail"] {
  const acknowledgeSeconds = acknowledgedAt === null ? null : secondsBetween(pagedAt, acknowledgedAt);
  return { acknowledged: acknowledgedAt !== null, acknowledgeSeconds, noise: isNoise, state, condition };
}

function factOf(row: AlertRow, kind: FactKind, at: string, value: number, detail: RawFact["detail"] = {}): RawFact {
  return {
    kind,
    accountId: row.accountId,
    accountName: row.accountName,
    region: row.region,
    arn: row.arn,
    queueArn: row.queueArn,
    queueId: row.queueId,
    classId: row.classId,
    owner: row.owner,
    team: row.team,
    ...(row.pipelineIds.length > 0 && { pipelineIds: row.pipelineIds }),
    subjectId: row.id,
    label: `Alert ${row.number}: ${row.subjectName}`,
    at,
    value,
    detail: { number: row.number, sentence: row.sentence, ...detail },
  };
}

function secondsBetween(from: string, until: string): number {
  return Math.max(0, (Date.parse(until) - Date.parse(from)) / 1000);
}
