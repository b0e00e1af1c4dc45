import type { Scope } from "@/lib/core/access/scope";
import type { ConfigOf } from "@/lib/core/inventory/resource";
import type { Prisma, Sql } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export type EventKind = "bus" | "rule" | "archive";
/** A bus, rule or archive as it was read last. */
export interface EventThing<K extends EventKind> {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly awsAccountId: string;
  readonly region: string;
  readonly config: ConfigOf[K];
  readonly observed: Readonly<Record<string, unknown>>;
  readonly seenAt: string;
  readonly readAt: string;
  readonly deletedAt: string | null;
  /** Whether the last look at EventBridge there succeeded. */
  readonly isReadable: boolean;
}
export interface EventFilter {
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
  /** Part of the name. */
  readonly name?: string | undefined;
  /** Rules and archives of this bus. */
  readonly busArn?: string | undefined;
  /** Only rules that are switched off, or only those that are not. */
  readonly isEnabled?: boolean | undefined;
  /** Only rules with a failure that CloudWatch told of in the last 24 hours, or only those that stopped against their rhythm. */
  readonly trouble?: "failures" | "silence" | undefined;
}

const COLUMNS = sql`r.id, r.arn, r.name, r.account_id, a.name AS account_name, a.aws_account_id, r.region, r.config, r.observed, r.seen_at, r.read_at, r.deleted_at,
  coalesce(c.state = 'ok', false) AND a.polling = 'on' AS is_readable`;
const FROM = sql`resource r JOIN account a ON a.id = r.account_id AND a.removed_at IS NULL
  LEFT JOIN capability_state c ON c.account_id = r.account_id AND c.region = r.region AND c.feature = 'events'`;

const TROUBLE: Readonly<Record<"failures" | "silence" | "any", Prisma.Sql>> = {
  any: sql`true`,
  failures: sql`EXISTS (SELECT 1 FROM series.event_rollup u WHERE u.arn = r.arn AND u.width_seconds = 300 AND u.bucket > dlo_now() - interval '24 hours'
    AND (u.failed > 0 OR u.sent_to_dead_letter > 0 OR u.lost_at_dead_letter > 0))`,
  silence: sql`EXISTS (SELECT 1 FROM activity v WHERE v.arn = r.arn AND v.rhythm = 'silent')`,
};

function matching(scope: Scope, kind: EventKind, filter: EventFilter): Prisma.Sql {
  const { accountId = null, region = null, name = null, busArn = null, isEnabled = null } = filter;
  return sql`r.kind = ${kind} AND r.deleted_at IS NULL AND ${inScopeSql(scope, sql`r.account_id`, sql`r.arn`)}
    AND (${accountId}::text IS NULL OR r.account_id = ${accountId}) AND (${region}::text IS NULL OR r.region = ${region})
    AND (${name}::text IS NULL OR r.name ILIKE '%' || ${name} || '%')
    AND (${busArn}::text IS NULL OR r.config ->> 'busArn' = ${busArn})
    AND (${isEnabled}::boolean IS NULL OR (r.config -> 'isEnabled')::boolean = ${isEnabled}::boolean)
    AND ${TROUBLE[filter.trouble ?? "any"]}`;
}

/** What a service owns, such as the rule that feeds an archive, comes after everything of people. */
const IS_MANAGED = sql`(r.config ->> 'managedBy' IS NOT NULL)`;

/** Living buses, rules or archives by name, rules of services last. */
export async function listEventThings<K extends EventKind>(
  db: Sql,
  scope: Scope,
  kind: K,
  filter: EventFilter & PageRequest,
): Promise<Page<EventThing<K>>> {
  const [last, name, id] = decodeCursor(filter.cursor, ["text", "text", "text"]) ?? [null, null, null];
  const found = await rows<EventThing<K>>(
    db,
    sql`SELECT ${COLUMNS} FROM ${FROM} WHERE ${matching(scope, kind, filter)}
          AND (${id}::text IS NULL OR (${IS_MANAGED}, r.name, r.id) > (${last === MANAGED}::boolean, ${name}::text, ${id}::text))
        ORDER BY ${IS_MANAGED}, r.name, r.id LIMIT ${filter.limit + 1}`,
  );
  const total = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM ${FROM} WHERE ${matching(scope, kind, filter)}`,
  );
  return pageFrom(found, filter.limit, keyOf, total?.count ?? 0);
}

const MANAGED = "managed";

interface Listed {
  readonly name: string;
  readonly id: string;
  readonly managedBy?: string | null;
  readonly config?: object;
}
/** Where a list of these goes on, whether as they were read or as they are shown. */
export function keyOf({ name, id, managedBy, config = {} }: Listed): [string, string, string] {
  const owner = managedBy ?? ("managedBy" in config ? config.managedBy : null);
  return [owner === null ? "" : MANAGED, name, id];
}

/** One bus, rule or archive, also a deleted one; undefined for an id of another kind. */
export function findEventThing<K extends EventKind>(
  db: Sql,
  scope: Scope,
  kind: K,
  id: string,
): Promise<EventThing<K> | undefined> {
  return firstRow<EventThing<K>>(
    db,
    sql`SELECT ${COLUMNS} FROM ${FROM} WHERE r.id = ${id} AND r.kind = ${kind} AND ${inScopeSql(scope, sql`r.account_id`, sql`r.arn`)}`,
  );
}

export interface BusCounts {
  readonly arn: string;
  /** Of people. */
  readonly ruleCount: number;
  readonly archiveCount: number;
}
/** How many rules of people and archives in the scope each of these buses has; buses without any are absent. */
export function countOnBuses(db: Sql, scope: Scope, busArns: readonly string[]): Promise<BusCounts[]> {
  return rows<BusCounts>(
    db,
    sql`SELECT r.config ->> 'busArn' AS arn, count(*) FILTER (WHERE r.kind = 'rule' AND r.config ->> 'managedBy' IS NULL)::int AS rule_count,
          count(*) FILTER (WHERE r.kind = 'archive')::int AS archive_count
        FROM resource r WHERE r.kind IN ('rule', 'archive') AND r.deleted_at IS NULL AND r.config ->> 'busArn' = ANY(${[...busArns]}::text[])
          AND ${inScopeSql(scope, sql`r.account_id`, sql`r.arn`)} GROUP BY 1`,
  );
}

export interface NamedAccount {
  readonly id: string;
  readonly name: string;
  readonly awsAccountId: string;
}
/** Connected accounts in the scope by AWS's ids of them. */
export function findAccountsByAws(db: Sql, scope: Scope, awsAccountIds: readonly string[]): Promise<NamedAccount[]> {
  return rows<NamedAccount>(
    db,
    sql`SELECT a.id, a.name, a.aws_account_id FROM account a
        WHERE a.removed_at IS NULL AND a.aws_account_id = ANY(${[...awsAccountIds]}::text[]) AND ${inScopeSql(scope, sql`a.id`)}`,
  );
}
