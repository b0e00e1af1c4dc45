import type { Scope } from "@/lib/core/access/scope";
import type { Ownership } from "@/lib/core/ownership/ownership";
import type { HealthState } from "@/lib/core/pipelines/health";
import type { PatternName } from "@/lib/core/pipelines/pipeline";
import type { Prisma, Sql } from "./connect";
import { ONE_NOW } from "./one-now";
import { openClassesSql } from "./pipeline-classes";
import { agreedSql, partInScopeSql, partSeenSql } from "./pipeline-membership";
import { healthRankSql, nameSql } from "./pipelines";
import { firstRow, joinSql, noSql, rows, sql } from "./query";

export interface PipelineFilter {
  /** This one alone, also when it is gone. */
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly tier?: string | undefined;
  readonly pattern?: PatternName | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

export interface PipelineSummary {
  readonly id: string;
  readonly name: string;
  readonly isNamedByHand: boolean;
  readonly partCount: number;
  readonly hiddenPartCount: number;
  readonly patterns: readonly PatternName[];
  readonly state: HealthState;
  readonly reason: string;
  readonly since: string | null;
  readonly judgedAt: string | null;
  /** Whether that was lately: a state that nobody judges any more is no state of now. */
  readonly isJudged: boolean;
  readonly openClassCount: number;
  readonly firstLossAt: string | null;
  /** As they were worked out last; null where parts are hidden, or not yet, and objectives where that was not lately. */
  readonly slo: unknown;
  readonly cost: unknown;
}

/** Who answers for pipelines, of these or of all: what all parts in the scope agree on that anybody answers for. */
const agreed = (scope: Scope, ids: readonly string[] | null) => sql`
  SELECT p.pipeline_id, ${agreedSql(sql`w.owner`)} AS owner, CASE WHEN count(DISTINCT w.owner) = 1 AND count(DISTINCT w.team) = 1 THEN min(w.team) END AS team,
    ${agreedSql(sql`w.tier`)} AS tier, ${agreedSql(sql`w.runbook`)} AS runbook
  FROM pipeline_part p JOIN ownership w ON w.arn = p.arn WHERE p.role <> 'shared' AND ${ids === null ? sql`true` : sql`p.pipeline_id = ANY(${[...ids]}::text[])`} AND ${partSeenSql(scope)} GROUP BY 1`;

function matching(scope: Scope, filter: PipelineFilter, { name, patterns }: Shown): Prisma.Sql {
  const having = (condition: Prisma.Sql) =>
    sql`EXISTS (SELECT 1 FROM pipeline_part p WHERE p.pipeline_id = l.id AND ${partSeenSql(scope)} AND ${condition})`;
  const given = [
    filter.name &&
      sql`(strpos(lower(${name}), lower(${filter.name})) > 0 OR ${having(sql`strpos(lower(p.name), lower(${filter.name})) > 0`)})`,
    filter.owner && sql`lower(coalesce(l.owner, o.owner)) = lower(${filter.owner})`,
    filter.tier && sql`coalesce(l.tier, o.tier) = ${filter.tier}`,
    filter.pattern && sql`${filter.pattern} = ANY(${patterns})`,
    filter.accountId && having(sql`p.account_id = ${filter.accountId}`),
    filter.region && having(sql`p.region = ${filter.region}`),
  ].flatMap((condition) => condition || []);
  const seen = scope.kind === "all" ? sql`true` : sql`v.seen > 0`;
  return joinSql([seen, ...given], " AND ");
}

const NOT_JUDGED = "Nobody has judged it yet.";
const UNJUDGED_PARTS = "Nobody judges the parts that you see.";
const IN_PART = "Nothing speaks against the parts that you see.";
/** It is judged every quarter of a minute: after this no worker does. */
const IS_OLD = sql`h.judged_at < ${ONE_NOW} - interval '5 minutes'`;
const SINCE_THEN = sql`'Nobody has judged it since ' || to_char(h.judged_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') || ' UTC: no worker does.'`;

/** What was said of it last: once that is old, well is not known any more, and trouble stays with the remark. */
const ofNow = (state: Prisma.Sql, reason: Prisma.Sql, since: Prisma.Sql) => ({
  state: sql`CASE WHEN h.pipeline_id IS NULL OR (${IS_OLD} AND ${state} = 'healthy') THEN 'blind' ELSE ${state} END`,
  reason: sql`CASE WHEN h.pipeline_id IS NULL THEN ${NOT_JUDGED} WHEN NOT ${IS_OLD} THEN ${reason} WHEN ${state} = 'healthy' THEN ${SINCE_THEN} ELSE ${reason} || ' ' || ${SINCE_THEN} END`,
  since: sql`CASE WHEN h.pipeline_id IS NOT NULL THEN CASE WHEN ${IS_OLD} AND ${state} = 'healthy' THEN h.judged_at ELSE ${since} END END`,
});

/** The same as `nameSql` of whoever sees a part only, of the names that were read beside. */
const NAME_IN_PART = sql`coalesce(l.name, CASE WHEN EXISTS (SELECT 1 FROM unnest(v.names) n WHERE starts_with(n, l.assembled_name)) THEN l.assembled_name ELSE v.names[1] END)`;

/** What of each pipeline lies in the scope (`v`), and the worst that speaks for a part of it (`w`): each read once, for all of them. */
const inPart = (scope: Scope) => sql`
  v AS MATERIALIZED (SELECT p.pipeline_id, count(*)::int AS visible, count(*) FILTER (WHERE ${partSeenSql(scope)})::int AS seen,
      bool_or(${partSeenSql(scope)} AND p.kind NOT IN ('outside', 'stream')) AS has_judged,
      array_agg(p.name ORDER BY p.depth, p.arn) FILTER (WHERE ${partSeenSql(scope)}) AS names FROM pipeline_part p WHERE ${partInScopeSql(scope)} GROUP BY 1),
  w AS MATERIALIZED (SELECT DISTINCT ON (e.pipeline_id) e.pipeline_id, e.state, e.sentence, e.at FROM pipeline_evidence e
      JOIN pipeline_part p ON p.pipeline_id = e.pipeline_id AND p.arn = e.arn AND ${partSeenSql(scope)} ORDER BY e.pipeline_id, ${healthRankSql(sql`e.state`)}, e.at),`;

type Shown = ReturnType<typeof shownSql>;
/**
 * The columns that differ for who sees all of it and who may see a part only. Since when the parts that somebody sees do so, and what
 * all of it looks like, nobody has written down for them.
 */
function shownSql(scope: Scope) {
  if (scope.kind === "all")
    return {
      ...{ beside: noSql, joins: noSql, name: nameSql(scope), partCount: sql`l.part_count`, isPart: sql`false` },
      ...{ patterns: sql`l.patterns`, ...ofNow(sql`h.state`, sql`h.reason`, sql`h.since`) },
    };
  const isPart = sql`l.part_count > v.visible`;
  return {
    beside: inPart(scope),
    joins: sql`JOIN v ON v.pipeline_id = l.id LEFT JOIN w ON w.pipeline_id = l.id`,
    name: NAME_IN_PART,
    partCount: sql`v.visible`,
    isPart,
    patterns: sql`CASE WHEN ${isPart} THEN '{}'::text[] ELSE l.patterns END`,
    ...ofNow(
      sql`(CASE WHEN ${isPart} THEN coalesce(w.state, CASE WHEN v.has_judged THEN 'healthy' ELSE 'blind' END) ELSE h.state END)`,
      sql`(CASE WHEN ${isPart} THEN coalesce(w.sentence, CASE WHEN v.has_judged THEN ${IN_PART} ELSE ${UNJUDGED_PARTS} END) ELSE h.reason END)`,
      sql`CASE WHEN NOT ${isPart} THEN h.since END`,
    ),
  };
}

/**
 * Every living pipeline of which a part lies in the scope, with what a list is ordered by. Of one with hidden parts the worst that
 * speaks for a part in the scope is its state. In no order.
 */
export function listSummaries(db: Sql, scope: Scope, filter: PipelineFilter): Promise<PipelineSummary[]> {
  const shown = shownSql(scope);
  const { beside, joins, name, partCount, isPart, patterns, state, reason, since } = shown;
  return rows<PipelineSummary>(
    db,
    sql`WITH ${beside} l AS MATERIALIZED (SELECT * FROM pipeline WHERE ${filter.id === undefined ? sql`gone_at IS NULL` : sql`id = ${filter.id}`}),
        open_class AS MATERIALIZED (SELECT k.pipeline_id, count(*)::int AS count, min(k.first_expiry_at) AS first_loss_at FROM (${openClassesSql(scope)}) k GROUP BY 1)
        SELECT l.id, ${name} AS name, l.name IS NOT NULL AS is_named_by_hand, ${partCount} AS part_count, greatest(l.part_count - ${partCount}, 0)::int AS hidden_part_count, ${patterns} AS patterns,
          ${state} AS state, ${reason} AS reason, ${since} AS since, h.judged_at, h.pipeline_id IS NOT NULL AND NOT ${IS_OLD} AS is_judged, coalesce(k.count, 0)::int AS open_class_count, k.first_loss_at,
          CASE WHEN NOT ${isPart} AND f.slo_at > ${ONE_NOW} - interval '1 hour' THEN f.slo END AS slo, CASE WHEN NOT ${isPart} THEN f.cost END AS cost
        FROM l ${joins} LEFT JOIN pipeline_health h ON h.pipeline_id = l.id LEFT JOIN pipeline_figures f ON f.pipeline_id = l.id
        LEFT JOIN open_class k ON k.pipeline_id = l.id ${filter.owner || filter.tier ? sql`LEFT JOIN (${agreed(scope, null)}) o ON o.pipeline_id = l.id` : noSql} WHERE ${matching(scope, filter, shown)}`,
  );
}

export interface PipelineMore extends Ownership {
  readonly id: string;
  readonly accounts: readonly { readonly id: string; readonly name: string }[];
  readonly regions: readonly string[];
  readonly entryArn: string | null;
  readonly entryName: string | null;
  readonly entryKind: string | null;
  readonly deadLetterCount: number | null;
  readonly sharedDeadLetterCount: number | null;
}
/** What stands beside the summaries of a page, of the parts in the scope. */
export function listMore(db: Sql, scope: Scope, ids: readonly string[]): Promise<PipelineMore[]> {
  return rows<PipelineMore>(
    db,
    sql`WITH v AS (SELECT p.pipeline_id, json_agg(DISTINCT jsonb_build_object('id', a.id, 'name', a.name)) FILTER (WHERE a.id IS NOT NULL) AS accounts,
            array_agg(DISTINCT p.region) FILTER (WHERE p.region <> '') AS regions, sum(s.visible + s.in_flight) FILTER (WHERE p.role = 'dead-letter')::int AS dead_letters,
            sum(s.visible + s.in_flight) FILTER (WHERE p.role = 'shared')::int AS shared_dead_letters
          FROM pipeline_part p LEFT JOIN account a ON a.id = p.account_id LEFT JOIN queue q ON (p.role = 'dead-letter' OR (p.role = 'shared' AND q.is_dead_letter_queue)) AND q.arn = p.arn AND q.deleted_at IS NULL
          LEFT JOIN queue_state s ON s.queue_id = q.id WHERE p.pipeline_id = ANY(${[...ids]}::text[]) AND ${partSeenSql(scope)} GROUP BY 1),
        o AS (${agreed(scope, ids)})
        SELECT l.id, coalesce(v.accounts, '[]'::json) AS accounts, coalesce(v.regions, '{}') AS regions, n.arn AS entry_arn, n.name AS entry_name, n.kind AS entry_kind,
          v.dead_letters AS dead_letter_count, v.shared_dead_letters AS shared_dead_letter_count, coalesce(l.owner, o.owner) AS owner, coalesce(l.team, o.team) AS team, coalesce(l.tier, o.tier) AS tier, coalesce(l.runbook, o.runbook) AS runbook
        FROM pipeline l LEFT JOIN v ON v.pipeline_id = l.id LEFT JOIN o ON o.pipeline_id = l.id
        LEFT JOIN LATERAL (SELECT p.arn, p.name, p.kind FROM pipeline_part p WHERE p.pipeline_id = l.id AND p.arn = l.anchor_arn AND ${partInScopeSql(scope)}) n ON true
        WHERE l.id = ANY(${[...ids]}::text[])`,
  );
}

/** When everything was assembled last; undefined before the first time. */
export function readAssembly(db: Sql): Promise<{ assembledAt: string } | undefined> {
  return firstRow(db, sql`SELECT assembled_at FROM pipeline_assembly`);
}
