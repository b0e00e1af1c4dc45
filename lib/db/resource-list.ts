import type { Scope } from "@/lib/core/access/scope";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, joinSql, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ResourceView {
  readonly id: string;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly owner: string | null;
  readonly findingCount: number;
  readonly seenAt: string;
  readonly readAt: string;
  readonly changedAt: string | null;
  readonly deletedAt: string | null;
}
export interface ResourceFilter {
  readonly kind?: ResourceKind | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
}

/** Queues and everything else as one table. A queue's settings come with its counters: it was read when it was sampled. */
const THINGS = sql`(
  SELECT r.id, r.arn, r.kind, r.name, r.account_id, r.region, r.seen_at, r.read_at, CASE WHEN r.changed_at > r.first_seen_at THEN r.changed_at END AS changed_at, r.deleted_at, true AS is_looked_at FROM resource r
  UNION ALL
  SELECT q.id, q.arn, 'queue', q.name, q.account_id, q.region, greatest(q.seen_at, l.seen_at), coalesce(s.sampled_at, q.discovered_at),
    (SELECT max(c.at) FROM config_change c WHERE c.queue_id = q.id AND c.field NOT IN ('created', 'deleted')), q.deleted_at, q.is_selected
  FROM queue q LEFT JOIN queue_state s ON s.queue_id = q.id
  LEFT JOIN queue_listing l ON l.account_id = q.account_id AND l.region = q.region AND l.name = q.name
)`;
const COLUMNS = sql`t.id, t.arn, t.kind, t.name, t.account_id, a.name AS account_name, a.aws_account_id, t.region, o.owner, t.seen_at, t.read_at, t.changed_at, t.deleted_at`;
const JOINS = sql`JOIN account a ON a.id = t.account_id AND a.removed_at IS NULL LEFT JOIN ownership o ON o.arn = t.arn`;

function matching(scope: Scope, filter: ResourceFilter): Prisma.Sql {
  const given = [
    filter.kind && sql`t.kind = ${filter.kind}`,
    filter.accountId && sql`t.account_id = ${filter.accountId}`,
    filter.region && sql`t.region = ${filter.region}`,
    filter.name && sql`t.name ILIKE '%' || ${filter.name} || '%'`,
    filter.owner && sql`o.owner = ${filter.owner}`,
  ].flatMap((condition) => condition || []);
  const always = [sql`t.deleted_at IS NULL AND t.is_looked_at`, inScopeSql(scope, sql`t.account_id`, sql`t.arn`)];
  return joinSql([...always, ...given], " AND ");
}

/** Living resources by kind and name; queues that nobody looks at are left out. */
export async function listResources(
  db: Sql,
  scope: Scope,
  filter: ResourceFilter & PageRequest,
): Promise<Page<ResourceView>> {
  const [kind, name, id] = decodeCursor(filter.cursor, ["text", "text", "text"]) ?? [null, null, null];
  const after = id === null ? sql`true` : sql`(t.kind, t.name, t.id) > (${kind}::text, ${name}::text, ${id}::text)`;
  const found = await rows<Omit<ResourceView, "findingCount">>(
    db,
    sql`SELECT ${COLUMNS} FROM ${THINGS} t ${JOINS} WHERE ${matching(scope, filter)} AND ${after}
        ORDER BY t.kind, t.name, t.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM ${THINGS} t ${JOINS} WHERE ${matching(scope, filter)}`,
  );
  const counted = await withFindings(db, found);
  return pageFrom(counted, filter.limit, (row) => [row.kind, row.name, row.id], total?.count ?? 0);
}

/** One resource or queue by either kind of id, deleted ones included. */
export async function findResource(db: Sql, scope: Scope, id: string): Promise<ResourceView | undefined> {
  const found = await rows<Omit<ResourceView, "findingCount">>(
    db,
    sql`SELECT ${COLUMNS} FROM ${THINGS} t ${JOINS} WHERE t.id = ${id} AND ${inScopeSql(scope, sql`t.account_id`, sql`t.arn`)}`,
  );
  return (await withFindings(db, found))[0];
}

async function withFindings(db: Sql, found: readonly Omit<ResourceView, "findingCount">[]): Promise<ResourceView[]> {
  const byArn = await countFindings(
    db,
    found.map((row) => row.arn),
  );
  return found.map((row) => ({ ...row, findingCount: row.deletedAt === null ? (byArn.get(row.arn) ?? 0) : 0 }));
}

/** By ARN how many open findings nobody suppressed. `arns` must be in the asker's scope. */
export async function countFindings(db: Sql, arns: readonly string[]): Promise<Map<string, number>> {
  const counts = await rows<{ arn: string; count: number }>(
    db,
    sql`SELECT f.arn, count(*)::int AS count FROM coverage_finding f
        WHERE f.arn = ANY(${[...arns]}::text[]) AND f.resolved_at IS NULL AND NOT EXISTS (
          SELECT 1 FROM coverage_suppression p WHERE p.arn = f.arn AND p.rule = f.rule AND (p.part IS NULL OR p.part = f.part)
            AND p.lifted_at IS NULL AND p.until > dlo_now())
        GROUP BY f.arn`,
  );
  return new Map(counts.map((row) => [row.arn, row.count]));
}

export function countKinds(
  db: Sql,
  scope: Scope,
  place: Pick<ResourceFilter, "accountId" | "region">,
): Promise<{ kind: ResourceKind; count: number }[]> {
  return rows(
    db,
    sql`SELECT t.kind, count(*)::int AS count FROM ${THINGS} t ${JOINS} WHERE ${matching(scope, place)} GROUP BY t.kind`,
  );
}

export type NamedResource = Pick<ResourceView, "id" | "arn" | "kind" | "name" | "accountId">;
/** Living resources and queues of these ARNs, in the scope. */
export function findByArns(db: Sql, scope: Scope, arns: readonly string[]): Promise<NamedResource[]> {
  return rows(
    db,
    sql`SELECT t.id, t.arn, t.kind, t.name, t.account_id FROM ${THINGS} t JOIN account a ON a.id = t.account_id AND a.removed_at IS NULL
        WHERE t.arn = ANY(${[...arns]}::text[]) AND t.deleted_at IS NULL AND ${inScopeSql(scope, sql`t.account_id`, sql`t.arn`)}`,
  );
}
