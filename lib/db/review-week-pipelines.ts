import type { Ownership } from "@/lib/core/ownership/ownership";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import type { OwnedArn, PartOfPipeline } from "@/lib/core/review/place";
import type { StateSpan } from "@/lib/core/review/week-of-pipeline";
import type { Sql } from "./connect";
import { agreedSql } from "./pipeline-membership";
import { rows, sql } from "./query";
import type { ReviewSpan } from "./review-span";

export interface WeekPipeline {
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly team: string | null;
  readonly tier: Ownership["tier"];
  readonly objective: Objective | null;
  readonly isGone: boolean;
  readonly isLiving: boolean;
  readonly accountIds: readonly string[];
  readonly partArns: readonly string[];
}

/** Pipelines `l` of the week, those that vanished in it too, and their parts `p`: of what vanished as they were then. One that another took in is not told apart from it. */
const week = ({ from, until }: ReviewSpan) => sql`
  l AS MATERIALIZED (SELECT * FROM pipeline WHERE created_at < ${until} AND (gone_at IS NULL OR gone_at >= ${from}) AND merged_into IS NULL),
  p AS MATERIALIZED (SELECT x.pipeline_id, x.arn, x.account_id, x.role FROM pipeline_part x JOIN l ON l.id = x.pipeline_id AND l.gone_at IS NULL
    UNION ALL SELECT g.pipeline_id, g.arn, g.account_id, g.role FROM pipeline_last_part g JOIN l ON l.id = g.pipeline_id AND l.gone_at IS NOT NULL)`;

export function listWeekPipelines(db: Sql, span: ReviewSpan): Promise<WeekPipeline[]> {
  return rows<WeekPipeline>(
    db,
    sql`WITH ${week(span)},
          o AS (SELECT p.pipeline_id, ${agreedSql(sql`w.owner`)} AS owner, CASE WHEN count(DISTINCT w.owner) = 1 AND count(DISTINCT w.team) = 1 THEN min(w.team) END AS team,
              ${agreedSql(sql`w.tier`)} AS tier FROM p JOIN ownership w ON w.arn = p.arn WHERE p.role <> 'shared' GROUP BY 1),
          a AS (SELECT pipeline_id, array_agg(DISTINCT account_id) AS account_ids, array_agg(arn ORDER BY arn) AS part_arns FROM p WHERE account_id <> '' GROUP BY 1)
        SELECT l.id, coalesce(l.name, l.assembled_name) AS name, coalesce(l.owner, o.owner) AS owner, coalesce(l.team, o.team) AS team, coalesce(l.tier, o.tier) AS tier, l.objective,
          coalesce(l.gone_at < ${span.until}, false) AS is_gone, l.gone_at IS NULL AS is_living, coalesce(a.account_ids, '{}') AS account_ids, coalesce(a.part_arns, '{}') AS part_arns
        FROM l LEFT JOIN o ON o.pipeline_id = l.id LEFT JOIN a ON a.pipeline_id = l.id ORDER BY l.id`,
  );
}

export function listWeekParts(db: Sql, span: ReviewSpan): Promise<PartOfPipeline[]> {
  return rows<PartOfPipeline>(
    db,
    sql`WITH ${week(span)} SELECT pipeline_id, arn, role = 'shared' AS is_shared FROM p ORDER BY 1, 2`,
  );
}

/** Who answers for what, of everything that anybody answers for. */
export function listOwned(db: Sql): Promise<OwnedArn[]> {
  return rows<OwnedArn>(
    db,
    sql`SELECT arn, owner, team FROM ownership WHERE owner IS NOT NULL OR team IS NOT NULL ORDER BY arn`,
  );
}

/** The states of all pipelines within the week, clipped to it: where nobody judged any more, blind. */
export function listWeekSpans(
  db: Sql,
  { from, until }: ReviewSpan,
): Promise<(StateSpan & { readonly pipelineId: string })[]> {
  return rows(
    db,
    sql`WITH kept AS (SELECT s.*, h.judged_at, s.until_at IS NULL AND s.state <> 'blind' AND coalesce(h.judged_at < ${until}::timestamptz - interval '5 minutes', false) AS is_left
          FROM pipeline_health_span s LEFT JOIN pipeline_health h ON h.pipeline_id = s.pipeline_id WHERE s.from_at < ${until} AND (s.until_at IS NULL OR s.until_at > ${from})),
        told AS (SELECT pipeline_id, state, reason, from_at, CASE WHEN is_left THEN greatest(judged_at, from_at) ELSE until_at END AS until_at FROM kept
          UNION ALL SELECT pipeline_id, 'blind', 'Nobody has judged it since then: no worker does.', greatest(judged_at, from_at), NULL FROM kept WHERE is_left)
        SELECT pipeline_id, state, reason, greatest(from_at, ${from}) AS "from", least(coalesce(until_at, 'infinity'), ${until}) AS until
        FROM told WHERE from_at < ${until} AND coalesce(until_at, 'infinity') > ${from} ORDER BY pipeline_id, from_at`,
  );
}
