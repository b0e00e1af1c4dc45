import type { Scope } from "@/lib/core/access/scope";
import type { FactKind } from "@/lib/core/review/fact";
import { type Tallies, type Tally, talliesOf } from "@/lib/core/review/tally";
import type { Prisma, Sql } from "./connect";
import { rows, sql } from "./query";
import { factInScopeSql } from "./review-scope";

const number = (key: string) => sql`coalesce(sum((f.detail ->> ${key})::float8), 0)::float8`;
const flag = (key: string) => sql`count(*) FILTER (WHERE f.detail -> ${key} = 'true'::jsonb)::int`;
const COLUMNS = sql`count(*)::int AS count, count(f.value)::int AS known_count, coalesce(sum(f.value ORDER BY f.seq), 0)::float8 AS sum,
  percentile_cont(0.5) WITHIN GROUP (ORDER BY f.value) AS median, count(*) FILTER (WHERE f.value < 0)::int AS negative_count, count(DISTINCT f.subject_id)::int AS subject_count,
  ${number("low")} AS low, ${number("gone")} AS gone_count, ${number("returned")} AS returned_count, ${number("unknown")} AS unknown_count, ${flag("acknowledged")} AS acknowledged_count, ${flag("noise")} AS noise_count`;

type Grouped = Tally & { readonly group: string | null };

function read(
  db: Sql,
  scope: Scope,
  by: Prisma.Sql,
  { ids, kinds }: { readonly ids: readonly string[]; readonly kinds?: readonly FactKind[] },
): Promise<Grouped[]> {
  const only = kinds ? sql`AND f.kind = ANY(${[...kinds]}::text[])` : sql``;
  return rows<Grouped>(
    db,
    sql`SELECT ${by} AS "group", f.kind, ${COLUMNS} FROM review_fact f WHERE f.review_id = ANY(${[...ids]}::text[]) ${only} AND ${factInScopeSql(scope)} GROUP BY 1, 2`,
  );
}

function grouped(found: readonly Grouped[]): Map<string | null, Tallies> {
  const groups = Map.groupBy(found, ({ group }) => group);
  return new Map([...groups].map(([group, tallies]) => [group, talliesOf(tallies)]));
}

/** What the facts in the scope come to, by review. A review without any is left out. */
export async function readTallies(
  db: Sql,
  scope: Scope,
  ids: readonly string[],
  kinds?: readonly FactKind[],
): Promise<Map<string, Tallies>> {
  const found = await read(db, scope, sql`f.review_id`, { ids, ...(kinds && { kinds }) });
  return new Map([...grouped(found)].flatMap(([id, tallies]) => (id === null ? [] : [[id, tallies]])));
}

const OF_TEAMS: readonly FactKind[] = ["late", "expired", "lost", "page", "class-open"];

/** The same of one review, by team. */
export async function readTeamTallies(db: Sql, scope: Scope, id: string): Promise<Map<string | null, Tallies>> {
  return grouped(await read(db, scope, sql`f.team`, { ids: [id], kinds: OF_TEAMS }));
}

/** The same of one review over everything, by pipeline: what belongs to several counts in each. */
export async function readPipelineTallies(db: Sql, id: string): Promise<Map<string | null, Tallies>> {
  const found = await rows<Grouped>(
    db,
    sql`SELECT o.id AS "group", f.kind, ${COLUMNS} FROM review_fact f
        CROSS JOIN LATERAL (SELECT f.pipeline_id AS id UNION ALL SELECT unnest(string_to_array(f.detail ->> 'alsoPipelines', ' '))) o
        WHERE f.review_id = ${id} AND o.id IS NOT NULL GROUP BY 1, 2`,
  );
  return grouped(found);
}
