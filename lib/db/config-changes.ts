import type { Scope } from "@/lib/core/access/scope";
import type { ResourceKind } from "@/lib/core/inventory/resource";
import type { Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface ChangeRow {
  readonly id: string;
  readonly at: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}
export interface NewChange {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly queueId: string | null;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly at: Date;
  /** The look before: the change happened between the two. */
  readonly since: Date | null;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export async function insertChanges(db: Sql, changes: readonly NewChange[]): Promise<void> {
  if (changes.length === 0) return;
  const column = <K extends keyof NewChange>(key: K) => changes.map((change) => change[key]);
  await execute(
    db,
    sql`INSERT INTO config_change (id, account_id, region, queue_id, arn, kind, at, since, field, before, after)
        SELECT * FROM unnest(${column("id")}::text[], ${column("accountId")}::text[], ${column("region")}::text[], ${column("queueId")}::text[],
          ${column("arn")}::text[], ${column("kind")}::text[], ${changes.map((c) => c.at.toISOString())}::timestamptz[],
          ${changes.map((c) => c.since?.toISOString() ?? null)}::timestamptz[], ${column("field")}::text[], ${column("before")}::text[], ${column("after")}::text[])`,
  );
}

/** Changed settings of these queues, newest first; that one came or went is told by its own dates. */
export function listChanges(
  db: Sql,
  scope: Scope,
  queueIds: readonly string[],
  limit = 100,
): Promise<(ChangeRow & { queueName: string })[]> {
  return rows(
    db,
    sql`SELECT c.id, c.at, c.field, c.before, c.after, q.name AS queue_name FROM config_change c JOIN queue q ON q.id = c.queue_id
        WHERE c.queue_id = ANY(${[...queueIds]}::text[]) AND c.field NOT IN ('created', 'deleted') AND ${inScopeSql(scope, sql`c.account_id`, sql`c.arn`)}
        ORDER BY c.at DESC, c.id DESC LIMIT ${limit}`,
  );
}

export interface ChangeView extends ChangeRow {
  readonly since: string | null;
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly accountId: string;
  readonly accountName: string;
  readonly region: string;
  readonly changedBy: string | null;
  readonly changedHow: string | null;
  readonly changedAt: string | null;
}
export interface ChangeFilter extends PageRequest {
  readonly kind?: ResourceKind | undefined;
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  readonly arn?: string | undefined;
}

/** Changes anywhere in connected accounts, newest first. */
export async function listAllChanges(db: Sql, scope: Scope, filter: ChangeFilter): Promise<Page<ChangeView>> {
  const [afterAt, afterId] = decodeCursor(filter.cursor, ["time", "text"]) ?? [null, null];
  const found = await rows<ChangeView>(
    db,
    sql`SELECT c.id, c.at, c.since, c.arn, c.kind, c.account_id, a.name AS account_name, c.region, c.field, c.before, c.after, c.changed_by, c.changed_how, c.changed_at
        FROM config_change c JOIN account a ON a.id = c.account_id AND a.removed_at IS NULL
        WHERE ${inScopeSql(scope, sql`c.account_id`, sql`c.arn`)}
          AND (${filter.kind ?? null}::text IS NULL OR c.kind = ${filter.kind ?? null})
          AND (${filter.accountId ?? null}::text IS NULL OR c.account_id = ${filter.accountId ?? null})
          AND (${filter.region ?? null}::text IS NULL OR c.region = ${filter.region ?? null})
          AND (${filter.arn ?? null}::text IS NULL OR c.arn = ${filter.arn ?? null})
          AND (${afterId}::text IS NULL OR (c.at, c.id) < (${afterAt}::timestamptz, ${afterId}::text))
        ORDER BY c.at DESC, c.id DESC LIMIT ${filter.limit + 1}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.at, row.id]);
}

export interface UnsignedChange {
  readonly arn: string;
  readonly kind: ResourceKind;
  readonly since: string | null;
  readonly at: string;
}
/**
 * Changes of which nobody was asked yet who made them: old enough for CloudTrail to know, young enough to matter. Those
 * of one thing noticed together are one.
 */
export function listUnsigned(db: Sql, accountId: string, region: string, limit: number): Promise<UnsignedChange[]> {
  return rows<UnsignedChange>(
    db,
    sql`SELECT c.arn, c.kind, min(c.since) AS since, c.at FROM config_change c
        WHERE c.account_id = ${accountId} AND c.region = ${region} AND c.changed_by IS NULL AND c.trail_asked_at IS NULL AND c.arn <> ''
          AND c.at BETWEEN dlo_now() - interval '24 hours' AND dlo_now() - interval '15 minutes'
        GROUP BY c.arn, c.kind, c.at ORDER BY c.at LIMIT ${limit}`,
  );
}

/** Writes who made the changes noticed at this time, or that CloudTrail was asked and knew of nobody. */
export async function signChanges(
  db: Sql,
  accountId: string,
  { arn, at }: Pick<UnsignedChange, "arn" | "at">,
  write: { readonly by: string; readonly how: string; readonly at: Date } | null,
): Promise<void> {
  await execute(
    db,
    sql`UPDATE config_change SET trail_asked_at = dlo_now(), changed_by = ${write?.by ?? null}, changed_how = ${write?.how ?? null}, changed_at = ${write?.at ?? null}::timestamptz
        WHERE account_id = ${accountId} AND arn = ${arn} AND at = ${at}::timestamptz`,
  );
}
