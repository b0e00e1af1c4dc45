import type { Scope } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { type AuditAction, type AuditOutcome, DENIED_ACTIONS } from "@/lib/core/audit";
import { entryMac, storable, storableJson } from "./audit-mac";
import type { Prisma, Sql } from "./connect";
import type { Keyring } from "./keyring";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, joinSql, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export interface AuditFacts {
  readonly action: AuditAction;
  readonly objectKind: string;
  readonly objectId?: string | null;
  readonly accountId?: string | null;
  readonly region?: string | null;
  readonly runId?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}
export interface AuditWriter {
  readonly actor: Actor;
  readonly requestId: string;
  readonly ip: string | null;
  /** Each entry is signed with it: who can only write to the database can write no entry. */
  readonly keyring: Pick<Keyring, "secret">;
  now(): Date;
}

/** Writes one entry on the given connection: in a change's transaction it stands or falls with the change. */
export async function appendAudit(db: Sql, by: AuditWriter, facts: AuditFacts): Promise<void> {
  const id = (await firstRow<{ id: number }>(db, sql`SELECT nextval('audit_entry_id_seq') AS id`))?.id;
  if (id === undefined) throw new Error("the audit log gave no number for an entry");
  const entry = { id, ...contentOf(by, facts) };
  await execute(
    db,
    sql`INSERT INTO audit_entry (id, at, actor_kind, actor_id, actor_name, on_behalf_of, action, object_kind, object_id, account_id, region,
                                 run_id, request_id, ip, detail, mac)
        VALUES (${id}, ${entry.at}::timestamptz, ${entry.actor_kind}, ${entry.actor_id}, ${entry.actor_name}, ${entry.on_behalf_of},
                ${entry.action}, ${entry.object_kind}, ${entry.object_id}, ${entry.account_id}, ${entry.region}, ${entry.run_id},
                ${entry.request_id}, ${entry.ip}, ${JSON.stringify(entry.detail)}::jsonb, ${entryMac(by.keyring, entry)})`,
  );
}

function contentOf(by: AuditWriter, facts: AuditFacts) {
  const text = (value: string | null | undefined) => (value == null ? null : storable(value));
  return {
    at: by.now().toISOString(),
    actor_kind: by.actor.kind,
    actor_id: storable(by.actor.id),
    actor_name: storable(by.actor.name),
    on_behalf_of: text(by.actor.onBehalfOf),
    action: facts.action,
    object_kind: storable(facts.objectKind),
    object_id: text(facts.objectId),
    account_id: text(facts.accountId),
    region: text(facts.region),
    run_id: text(facts.runId),
    request_id: storable(by.requestId),
    ip: text(by.ip),
    detail: storableJson(facts.detail ?? {}),
  };
}

export interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly region: string | null;
  readonly runId: string | null;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly detail: Record<string, unknown>;
  readonly isSealed: boolean;
}
export interface AuditFilter {
  readonly action?: string | undefined;
  readonly objectId?: string | undefined;
  readonly runId?: string | undefined;
  readonly actor?: string | undefined;
  readonly actorId?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/** `AND`-able condition on the entry `e`: in the scope, and as the filter says. Entries of no account are everybody's who may read the log. */
export function auditWhere(scope: Scope, filter: AuditFilter): Prisma.Sql {
  const denied = sql`e.action = ANY(${[...DENIED_ACTIONS]}::text[])`;
  return joinSql(
    [
      sql`(e.account_id IS NULL OR ${inScopeSql(scope, sql`e.account_id`)})`,
      ...(filter.action ? [sql`e.action = ${filter.action}`] : []),
      // An account's history is also what happened to the things in it.
      ...(filter.objectId ? [sql`(e.object_id = ${filter.objectId} OR e.account_id = ${filter.objectId})`] : []),
      ...(filter.runId ? [sql`e.run_id = ${filter.runId}`] : []),
      ...(filter.actor ? [sql`position(lower(${filter.actor}) IN lower(e.actor_name)) > 0`] : []),
      ...(filter.actorId ? [sql`(e.actor_id = ${filter.actorId} OR e.on_behalf_of = ${filter.actorId})`] : []),
      ...(filter.outcome ? [filter.outcome === "denied" ? denied : sql`NOT ${denied}`] : []),
      ...(filter.since ? [sql`e.at >= ${filter.since}::timestamptz`] : []),
      ...(filter.until ? [sql`e.at < ${filter.until}::timestamptz`] : []),
    ],
    " AND ",
  );
}

/**
 * What belongs to no account is about all of them, or about people: settings name accounts, grants say who may do what where,
 * refusals what somebody tried. Who sees a part reads that it happened, not more.
 */
function ofOwnAccounts(scope: Scope, value: Prisma.Sql, instead: Prisma.Sql): Prisma.Sql {
  return scope.kind === "all" ? value : sql`CASE WHEN e.account_id IS NULL THEN ${instead} ELSE ${value} END`;
}

/** The columns of an AuditRow, of the tables of AUDIT_ROWS. */
export function auditColumns(scope: Scope): Prisma.Sql {
  return sql`e.id, e.at, e.actor_kind, e.actor_id, e.actor_name, e.on_behalf_of, e.action, e.object_kind, e.object_id, e.account_id,
    a.name AS account_name, e.region, e.run_id, e.request_id,
    ${ofOwnAccounts(scope, sql`e.ip`, sql`NULL`)} AS ip, ${ofOwnAccounts(scope, sql`e.detail`, sql`'{}'::jsonb`)} AS detail, s.position IS NOT NULL AS is_sealed`;
}
export const AUDIT_ROWS = sql`audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id LEFT JOIN account a ON a.id = e.account_id`;

/** Entries newest first. */
export async function listAudit(db: Sql, scope: Scope, filter: AuditFilter & PageRequest): Promise<Page<AuditRow>> {
  const after = decodeCursor(filter.cursor, ["count"])?.[0] ?? null;
  const found = await rows<AuditRow>(
    db,
    sql`SELECT ${auditColumns(scope)} FROM ${AUDIT_ROWS}
        WHERE ${auditWhere(scope, filter)} AND (${after}::bigint IS NULL OR e.id < ${after}::bigint)
        ORDER BY e.id DESC LIMIT ${filter.limit + 1}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.id]);
}
