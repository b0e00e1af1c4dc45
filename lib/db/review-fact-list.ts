import type { Scope } from "@/lib/core/access/scope";
import type { FactKind, ReviewFact } from "@/lib/core/review/fact";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";
import { factInScopeSql, wholePipelineSql } from "./review-scope";

export interface FactFilter {
  readonly reviewId: string;
  readonly kinds: readonly FactKind[] | null;
  readonly pipelineId?: string | undefined;
  /** Empty: nobody's. */
  readonly team?: string | undefined;
}
export type FactRow = ReviewFact & { readonly seq: number };
const COLUMNS = sql`f.seq, f.kind, f.account_id, f.region, f.arn, f.queue_id, f.class_id, f.pipeline_id, f.owner, f.team, f.subject_id, f.label, f.at, f.value, f.detail`;

/** What a pipeline's facts are is told to who may see all of the pipeline. */
function matching(scope: Scope, { reviewId, kinds, pipelineId, team }: FactFilter): Prisma.Sql {
  const ofKinds = kinds === null ? sql`true` : sql`f.kind = ANY(${[...kinds]}::text[])`;
  const ofPipeline =
    pipelineId === undefined
      ? sql`true`
      : sql`(f.pipeline_id = ${pipelineId} OR ${pipelineId} = ANY(string_to_array(f.detail ->> 'alsoPipelines', ' ')))
          AND EXISTS (SELECT 1 FROM review_pipeline p WHERE p.review_id = f.review_id AND p.pipeline_id = ${pipelineId} AND ${wholePipelineSql(scope)})`;
  const ofTeam = team === undefined ? sql`true` : sql`coalesce(f.team, '') = ${team}`;
  return sql`f.review_id = ${reviewId} AND ${ofKinds} AND ${ofPipeline} AND ${ofTeam} AND ${factInScopeSql(scope)}`;
}

export async function listFacts(
  db: Sql,
  scope: Scope,
  filter: FactFilter & PageRequest,
): Promise<Page<FactRow> & { sum: number | null }> {
  const [after] = decodeCursor(filter.cursor, ["count"]) ?? [0];
  const where = matching(scope, filter);
  const found = await rows<FactRow>(
    db,
    sql`SELECT ${COLUMNS} FROM review_fact f WHERE ${where} AND f.seq > ${after} ORDER BY f.seq LIMIT ${filter.limit + 1}`,
  );
  const all = await firstRow<{ count: number; sum: number | null }>(
    db,
    sql`SELECT count(*)::int AS count, sum(f.value ORDER BY f.seq) AS sum FROM review_fact f WHERE ${where}`,
  );
  return { ...pageFrom(found, filter.limit, ({ seq }) => [seq], all?.count ?? 0), sum: all?.sum ?? null };
}

/** Every fact in the scope, in the order in which they were frozen. */
export function listAllFacts(db: Sql, scope: Scope, reviewId: string): Promise<FactRow[]> {
  return rows<FactRow>(
    db,
    sql`SELECT ${COLUMNS} FROM review_fact f WHERE ${matching(scope, { reviewId, kinds: null })} ORDER BY f.seq`,
  );
}

/** What there still is of these, as text `kind id`. Behind the fence only what lies in the scope is there. */
export async function listLiving(
  db: Sql,
  ids: Readonly<
    Record<"class" | "run" | "alert" | "finding" | "pipeline" | "queue" | "plan" | "account", readonly string[]>
  >,
): Promise<Set<string>> {
  const found = await rows<{ key: string }>(
    db,
    sql`SELECT 'class ' || id AS key FROM failure_class WHERE id = ANY(${[...ids.class]}::text[])
        UNION ALL SELECT 'run ' || id FROM run WHERE id = ANY(${[...ids.run]}::text[])
        UNION ALL SELECT 'alert ' || id FROM alert WHERE id = ANY(${[...ids.alert]}::text[])
        UNION ALL SELECT 'finding ' || id FROM coverage_finding WHERE id = ANY(${[...ids.finding]}::text[])
        UNION ALL SELECT 'pipeline ' || id FROM pipeline WHERE gone_at IS NULL AND id = ANY(${[...ids.pipeline]}::text[])
        UNION ALL SELECT 'queue ' || id FROM queue WHERE deleted_at IS NULL AND id = ANY(${[...ids.queue]}::text[])
        UNION ALL SELECT 'plan ' || id FROM plan WHERE id = ANY(${[...ids.plan]}::text[])
        UNION ALL SELECT 'account ' || id FROM account WHERE removed_at IS NULL AND id = ANY(${[...ids.account]}::text[])`,
  );
  return new Set(found.map(({ key }) => key));
}
