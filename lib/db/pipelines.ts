import type { Scope } from "@/lib/core/access/scope";
import type { Ownership } from "@/lib/core/ownership/ownership";
import { HEALTH_STATES, type HealthState, type Signal } from "@/lib/core/pipelines/health";
import type { PartKind, PartRole, PatternName } from "@/lib/core/pipelines/pipeline";
import type { Objective } from "@/lib/core/pipelines/slo/objective";
import type { Prisma, Sql } from "./connect";
import { partInScopeSql, partSeenSql } from "./pipeline-membership";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

/** Worst first, as a number that a list can be ordered by. */
export const healthRankSql = (state: Prisma.Sql): Prisma.Sql =>
  sql`array_position(${[...HEALTH_STATES]}::text[], ${state})`;

/**
 * The name of pipeline `l`: by hand, else as it was worked out. Where that is the name of a part outside of the scope, the first
 * part inside gives its own.
 */
export const nameSql = (scope: Scope): Prisma.Sql =>
  scope.kind === "all"
    ? sql`coalesce(l.name, l.assembled_name)`
    : sql`coalesce(l.name, (SELECT CASE WHEN bool_or(starts_with(p.name, l.assembled_name)) THEN l.assembled_name ELSE (array_agg(p.name ORDER BY p.depth, p.arn))[1] END
        FROM pipeline_part p WHERE p.pipeline_id = l.id AND ${partSeenSql(scope)}))`;

export interface PipelineRecord extends Ownership {
  readonly id: string;
  readonly anchorArn: string;
  /** As it is shown. */
  readonly shownName: string;
  /** As somebody named it; the rest of what people said is null until they do. */
  readonly name: string | null;
  readonly objective: Objective | null;
  readonly patterns: readonly PatternName[];
  readonly goneAt: string | null;
  readonly mergedInto: string | null;
  readonly partCount: number;
  /** Parts outside of the scope: they are never named. */
  readonly hiddenPartCount: number;
}
const RECORD = sql`l.id, l.anchor_arn, l.name, l.owner, l.team, l.tier, l.runbook, l.objective, l.patterns, l.gone_at, l.merged_into, l.part_count`;

/** One pipeline, if at least one part of it lies in the scope; one that is gone has no parts and is only for who sees everything. */
export function findPipeline(db: Sql, scope: Scope, id: string): Promise<PipelineRecord | undefined> {
  return firstRow<PipelineRecord>(
    db,
    sql`SELECT ${RECORD}, ${nameSql(scope)} AS shown_name, greatest(l.part_count - coalesce(v.count, 0), 0)::int AS hidden_part_count FROM pipeline l
        LEFT JOIN LATERAL (SELECT count(*)::int AS count, count(*) FILTER (WHERE ${partSeenSql(scope)})::int AS seen
          FROM pipeline_part p WHERE p.pipeline_id = l.id AND ${partInScopeSql(scope)}) v ON true
        WHERE l.id = ${id} AND (${scope.kind === "all"} OR v.seen > 0)`,
  );
}

export interface PartRow {
  readonly pipelineId: string;
  readonly arn: string;
  /** "" for what lies in no connected account. */
  readonly accountId: string;
  readonly accountName: string | null;
  readonly region: string;
  readonly kind: PartKind;
  readonly name: string;
  readonly role: PartRole;
  readonly depth: number;
}
/** The parts of these pipelines that lie in the scope, and what lies in no account, from the entries on. */
export function listParts(db: Sql, scope: Scope, ids: readonly string[]): Promise<PartRow[]> {
  return rows<PartRow>(
    db,
    sql`SELECT p.pipeline_id, p.arn, p.account_id, a.name AS account_name, p.region, p.kind, p.name, p.role, p.depth
        FROM pipeline_part p LEFT JOIN account a ON a.id = p.account_id
        WHERE p.pipeline_id = ANY(${[...ids]}::text[]) AND ${partInScopeSql(scope)} ORDER BY p.depth, p.arn`,
  );
}

export interface NamedPipeline {
  readonly id: string;
  readonly name: string;
}
/** By ARN the living pipelines that it belongs to, by name. */
export async function pipelinesOfArns(
  db: Sql,
  scope: Scope,
  arns: readonly string[],
): Promise<Map<string, NamedPipeline[]>> {
  const found = await rows<NamedPipeline & { arn: string }>(
    db,
    sql`SELECT m.arn, l.id, ${nameSql(scope)} AS name FROM pipeline_part m JOIN pipeline l ON l.id = m.pipeline_id AND l.gone_at IS NULL
        WHERE m.arn = ANY(${[...arns]}::text[]) AND ${inScopeSql(scope, sql`m.account_id`, sql`m.arn`)} ORDER BY 3, 2`,
  );
  const byArn = new Map<string, NamedPipeline[]>();
  for (const { arn, ...named } of found) byArn.set(arn, [...(byArn.get(arn) ?? []), named]);
  return byArn;
}

export interface EvidenceRow {
  readonly pipelineId: string;
  readonly arn: string;
  readonly partName: string;
  readonly signal: Signal;
  readonly state: HealthState;
  readonly sentence: string;
  readonly at: string;
}
/** What speaks for the states of these pipelines, of the parts in the scope, worst first. */
export function listEvidenceOf(db: Sql, scope: Scope, ids: readonly string[]): Promise<EvidenceRow[]> {
  return rows<EvidenceRow>(
    db,
    sql`SELECT e.pipeline_id, e.arn, p.name AS part_name, e.signal, e.state, e.sentence, e.at
        FROM pipeline_evidence e JOIN pipeline_part p ON p.pipeline_id = e.pipeline_id AND p.arn = e.arn
        WHERE e.pipeline_id = ANY(${[...ids]}::text[]) AND ${partSeenSql(scope)}
        ORDER BY ${healthRankSql(sql`e.state`)}, e.at, e.arn, e.signal`,
  );
}
