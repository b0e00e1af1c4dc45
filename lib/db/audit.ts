import { createHash } from "node:crypto";
import type { Actor, Scope } from "@/lib/core/actor";
import type { AuditAction } from "@/lib/core/audit";
import type { Db, Sql } from "./connect";
import { inTransaction } from "./connect";
import { decodeCursor, type Page, type PageRequest, pageFrom } from "./page";
import { execute, firstRow, rows, sql } from "./query";
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
  now(): Date;
}

/** Writes one entry on the given connection: in a change's transaction it stands or falls with the change. */
export async function appendAudit(db: Sql, by: AuditWriter, facts: AuditFacts): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO audit_entry (at, actor_kind, actor_id, actor_name, on_behalf_of, action, object_kind, object_id, account_id, region, run_id, request_id, ip, detail)
        VALUES (${by.now()}, ${by.actor.kind}, ${by.actor.id}, ${by.actor.name}, ${by.actor.onBehalfOf ?? null}, ${facts.action},
                ${facts.objectKind}, ${facts.objectId ?? null}, ${facts.accountId ?? null}, ${facts.region ?? null}, ${facts.runId ?? null},
                ${by.requestId}, ${by.ip}, ${JSON.stringify(facts.detail ?? {})}::jsonb)`,
  );
}

export interface AuditRow {
  readonly id: number;
  readonly at: string;
  readonly actorKind: string;
  readonly actorName: string;
  readonly onBehalfOf: string | null;
  readonly action: string;
  readonly objectKind: string;
  readonly objectId: string | null;
  readonly accountId: string | null;
  readonly region: string | null;
  readonly runId: string | null;
  readonly requestId: string | null;
  readonly detail: Record<string, unknown>;
  readonly isSealed: boolean;
}
export interface AuditFilter extends PageRequest {
  readonly action?: string | undefined;
  readonly objectId?: string | undefined;
  readonly runId?: string | undefined;
  readonly actor?: string | undefined;
}

const OF_ALL_ACCOUNTS = ["config", "selection", "reading"];

/**
 * Entries newest first. Entries of no account are visible to whoever may read the log; others by scope. What the settings
 * of the whole installation were and became names all accounts, so only who sees them all reads that.
 */
export async function listAudit(db: Sql, scope: Scope, filter: AuditFilter): Promise<Page<AuditRow>> {
  const after = decodeCursor(filter.cursor, 1)?.[0];
  const isOfAll = sql`e.account_id IS NULL AND e.object_kind = ANY(${OF_ALL_ACCOUNTS}::text[])`;
  const detail = scope.kind === "all" ? sql`e.detail` : sql`CASE WHEN ${isOfAll} THEN '{}'::jsonb ELSE e.detail END`;
  const found = await rows<AuditRow>(
    db,
    sql`SELECT e.id, e.at, e.actor_kind, e.actor_name, e.on_behalf_of, e.action, e.object_kind, e.object_id, e.account_id, e.region, e.run_id,
               e.request_id, ${detail} AS detail, s.position IS NOT NULL AS is_sealed
        FROM audit_entry e LEFT JOIN audit_seal s ON s.entry_id = e.id
        WHERE (e.account_id IS NULL OR ${inScopeSql(scope, sql`e.account_id`)})
          AND (${after ?? null}::bigint IS NULL OR e.id < ${after ?? null}::bigint)
          AND (${filter.action ?? null}::text IS NULL OR e.action = ${filter.action ?? null})
          AND (${filter.objectId ?? null}::text IS NULL OR e.object_id = ${filter.objectId ?? null})
          AND (${filter.runId ?? null}::text IS NULL OR e.run_id = ${filter.runId ?? null})
          AND (${filter.actor ?? null}::text IS NULL OR e.actor_name ILIKE '%' || ${filter.actor ?? null} || '%')
        ORDER BY e.id DESC LIMIT ${filter.limit + 1}`,
  );
  return pageFrom(found, filter.limit, (row) => [row.id]);
}

interface EntryText {
  readonly id: number;
  readonly text: string;
}
// The hash covers every column, as the database itself writes the row: nothing of an entry can change unseen.
const ENTRY_TEXT = sql`row_to_json(e)::text`;
const GENESIS = "0".repeat(64);
const link = (previous: string, text: string) => createHash("sha256").update(previous).update(text).digest("hex");

/**
 * Chains up to `limit` committed entries that have no seal yet, in the order in which they became visible. One sealer
 * at a time: a second one waits on the lock and then finds nothing to do. Returns how many it sealed.
 */
export function sealAudit(db: Db, limit = 1000): Promise<number> {
  return inTransaction(db, async (tx) => {
    await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('audit-sealer'))`);
    const last = await firstRow<{ position: number; hash: string }>(
      tx,
      sql`SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1`,
    );
    const fresh = await rows<EntryText>(
      tx,
      sql`SELECT e.id, ${ENTRY_TEXT} AS text FROM audit_entry e
          WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT ${limit}`,
    );
    let previous = last?.hash ?? GENESIS;
    const seals = fresh.map((entry, index) => {
      const hash = link(previous, entry.text);
      const seal = { position: (last?.position ?? 0) + index + 1, entryId: entry.id, previous, hash };
      previous = hash;
      return seal;
    });
    await execute(
      tx,
      sql`INSERT INTO audit_seal (position, entry_id, previous, hash)
          SELECT * FROM unnest(${seals.map((s) => s.position)}::bigint[], ${seals.map((s) => s.entryId)}::bigint[],
                               ${seals.map((s) => s.previous)}::text[], ${seals.map((s) => s.hash)}::text[])`,
    );
    return seals.length;
  });
}

export interface AuditVerdict {
  readonly isIntact: boolean;
  readonly sealedCount: number;
  readonly unsealedCount: number;
  readonly brokenAt: number | null;
  readonly reason: string | null;
}

/** Recomputes the chain. A changed, removed or inserted entry breaks it at its position; the unsealed tail is counted. */
export async function verifyAudit(db: Sql): Promise<AuditVerdict> {
  const unsealed = await firstRow<{ count: number }>(
    db,
    sql`SELECT count(*)::int AS count FROM audit_entry e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)`,
  );
  const unsealedCount = unsealed?.count ?? 0;
  let previous = GENESIS;
  let position = 0;
  for (;;) {
    const part = await rows<{ position: number; previous: string; hash: string; text: string | null }>(
      db,
      sql`SELECT s.position, s.previous, s.hash, ${ENTRY_TEXT} AS text FROM audit_seal s LEFT JOIN audit_entry e ON e.id = s.entry_id
          WHERE s.position > ${position} ORDER BY s.position LIMIT 1000`,
    );
    if (part.length === 0)
      return { isIntact: true, sealedCount: position, unsealedCount, brokenAt: null, reason: null };
    for (const seal of part) {
      const reason = fault(seal, position, previous);
      if (reason) return { isIntact: false, sealedCount: position, unsealedCount, brokenAt: seal.position, reason };
      previous = seal.hash;
      position = seal.position;
    }
  }
}

function fault(
  seal: { position: number; previous: string; hash: string; text: string | null },
  before: number,
  previous: string,
) {
  if (seal.position !== before + 1) return `the seal at ${before + 1} is missing`;
  if (seal.text === null) return `the entry sealed at ${seal.position} is missing`;
  if (seal.previous !== previous || seal.hash !== link(previous, seal.text))
    return `the entry sealed at ${seal.position} was changed`;
  return undefined;
}
