import type { Scope } from "@/lib/core/access/scope";
import type { Resource } from "@/lib/core/inventory/resource";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, joinSql, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface UnassignedRow {
  readonly id: string;
  readonly arn: string;
  readonly kind: Resource["kind"];
  readonly name: string;
  readonly accountName: string;
  readonly region: string;
  /** A rule of AWS's own. */
  readonly isManaged: boolean;
  readonly rank: number;
}
interface Place {
  readonly kind?: string | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

/** 1 for what is never a part: it stands after what could be one. */
const RANK = sql`CASE WHEN t.kind IN ('alarm', 'archive') OR t.is_managed THEN 1 ELSE 0 END`;
const THINGS = sql`(
  SELECT r.id, r.arn, r.kind, r.name, r.account_id, r.region, r.kind = 'rule' AND r.config ->> 'managedBy' IS NOT NULL AS is_managed FROM resource r WHERE r.deleted_at IS NULL
  UNION ALL SELECT q.id, q.arn, 'queue', q.name, q.account_id, q.region, false FROM queue q WHERE q.deleted_at IS NULL AND q.is_selected) t
  JOIN account a ON a.id = t.account_id AND a.removed_at IS NULL AND t.region = ANY(a.regions)`;

function matching(scope: Scope, place: Place): Prisma.Sql {
  const given = [
    place.kind && sql`t.kind = ${place.kind}`,
    place.accountId && sql`t.account_id = ${place.accountId}`,
    place.region && sql`t.region = ${place.region}`,
  ].flatMap((condition) => condition || []);
  const always = [
    inScopeSql(scope, sql`t.account_id`, sql`t.arn`),
    sql`NOT EXISTS (SELECT 1 FROM part WHERE part.arn = t.arn)`,
  ];
  return joinSql([...always, ...given], " AND ");
}

/** Read as a whole and once: one look for each resource takes three times as long. */
const WITH_PARTS = sql`WITH part AS MATERIALIZED (SELECT arn FROM pipeline_part)`;

/** Resources of no pipeline, those that could be part of one first, by kind and name. */
export async function listUnassigned(db: Sql, scope: Scope, filter: Place & PageRequest): Promise<Page<UnassignedRow>> {
  const [rank, kind, name, id] = decodeCursor(filter.cursor, ["count", "text", "text", "text"]) ?? [0, "", "", null];
  const after =
    id === null
      ? sql`true`
      : sql`(${RANK}, t.kind, t.name, t.id) > (${rank}::bigint, ${kind}::text, ${name}::text, ${id}::text)`;
  const found = await rows<UnassignedRow>(
    db,
    sql`${WITH_PARTS} SELECT t.id, t.arn, t.kind, t.name, a.name AS account_name, t.region, t.is_managed, ${RANK} AS rank FROM ${THINGS}
        WHERE ${matching(scope, filter)} AND ${after} ORDER BY ${RANK}, t.kind, t.name, t.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`${WITH_PARTS} SELECT count(*)::int AS count FROM ${THINGS} WHERE ${matching(scope, filter)}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.rank, row.kind, row.name, row.id], total?.count ?? 0);
}

/** How many resources could be part of a pipeline and are of none. */
export async function countUnassigned(db: Sql, scope: Scope, place: Place): Promise<number> {
  const row = await firstRow<{ count: number }>(
    db,
    sql`${WITH_PARTS} SELECT count(*)::int AS count FROM ${THINGS} WHERE ${matching(scope, place)} AND ${RANK} = 0`,
  );
  return row?.count ?? 0;
}
