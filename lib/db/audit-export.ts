import type { Scope } from "@/lib/core/access/scope";
import { AUDIT_ROWS, type AuditFilter, type AuditRow, auditColumns, auditWhere } from "./audit";
import { type AuditHead, readAnchors } from "./audit-anchors";
import { auditMac } from "./audit-mac";
import { type Db, inSnapshot, type Prisma, type Sql } from "./connect";
import type { Keyring } from "./keyring";
import { firstRow, rows, sql } from "./query";

/** An entry with its place in the chain; null where it was not sealed yet. */
export interface SealedAuditRow extends AuditRow {
  readonly position: number | null;
  readonly hash: string | null;
}
/** What there was when an export began: all of it, and nothing else, is in it. */
export interface ExportStart {
  readonly head: AuditHead | null;
  readonly prunedTo: number;
  readonly unsealedIds: readonly number[];
}
const PART = 1000;

export async function startExport(db: Sql, keyring: Keyring): Promise<ExportStart> {
  const { head, pruned } = await readAnchors(db, keyring);
  // What is sealed between the two statements lies behind the head that was read, so it counts as waiting still.
  const waiting = await rows<{ id: number }>(
    db,
    sql`SELECT e.id FROM audit_entry e
        WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id AND s.position <= ${head?.position ?? 0})
        ORDER BY e.id`,
  );
  return { head: head ?? null, prunedTo: pruned?.position ?? 0, unsealedIds: waiting.map(({ id }) => id) };
}

/** How many entries an export that begins now would have. */
export async function countAudit(db: Sql, scope: Scope, filter: AuditFilter): Promise<number> {
  const found = await firstRow<{ n: number }>(
    db,
    sql`SELECT count(*)::int AS n FROM audit_entry e WHERE ${auditWhere(scope, filter)}`,
  );
  return found?.n ?? 0;
}

/**
 * The entries that there were at `start`, each once, in the order of the chain and then those that had no seal. By the
 * place in the chain, which nothing written meanwhile changes. Throws when pruning took some away before they were read.
 */
export async function* exportedEntries(
  db: Sql,
  scope: Scope,
  filter: AuditFilter,
  start: ExportStart,
): AsyncGenerator<readonly SealedAuditRow[]> {
  const until = start.head?.position ?? 0;
  for (let after = start.prunedTo; after < until; ) {
    const part = await readPart(
      db,
      scope,
      filter,
      sql`s.position > ${after} AND s.position <= ${until} ORDER BY s.position`,
    );
    await refusePruned(db, start);
    yield part;
    if (part.length < PART) break;
    after = part.at(-1)?.position ?? until;
  }
  for (let at = 0; at < start.unsealedIds.length; at += PART) {
    const ids = start.unsealedIds.slice(at, at + PART);
    yield await readPart(db, scope, filter, sql`e.id = ANY(${ids}::bigint[]) ORDER BY e.id`);
  }
}

function readPart(db: Sql, scope: Scope, filter: AuditFilter, place: Prisma.Sql): Promise<SealedAuditRow[]> {
  return rows<SealedAuditRow>(
    db,
    sql`SELECT ${auditColumns(scope)}, s.position, s.hash FROM ${AUDIT_ROWS}
        WHERE ${auditWhere(scope, filter)} AND ${place} LIMIT ${PART}`,
  );
}

async function refusePruned(db: Sql, start: ExportStart): Promise<void> {
  const now = await firstRow<{ position: number }>(
    db,
    sql`SELECT coalesce(max(position), 0) AS position FROM audit_checkpoint WHERE kind = 'pruned'`,
  );
  if (now && now.position > start.prunedTo) throw new Error("entries were pruned while they were being exported");
}

/** What the last line of an export says, and is signed over. */
export interface ExportSummary {
  readonly count: number;
  readonly sha256: string;
  readonly headPosition: number;
  readonly headHash: string;
  readonly exportedAt: string;
}

export function exportMac(keyring: Keyring, summary: ExportSummary): string {
  const { count, sha256, headPosition, headHash, exportedAt } = summary;
  return auditMac(keyring, "export", [count, sha256, headPosition, headHash, exportedAt]);
}

/** Whether the log still has, at this position, what it had then: `pruned` when retention took it away meanwhile. */
export async function comparePosition(
  db: Db,
  keyring: Keyring,
  { position, hash }: { readonly position: number; readonly hash: string },
): Promise<"same" | "other" | "missing" | "pruned"> {
  return inSnapshot(db, async (tx) => {
    const anchors = await readAnchors(tx, keyring);
    if (position <= 0) return "same";
    const checkpoint = anchors.prunings.find((one) => one.position === position);
    if (checkpoint) return checkpoint.hash === hash ? "same" : "other";
    if (position < (anchors.pruned?.position ?? 0)) return "pruned";
    if (position > (anchors.head?.position ?? 0)) return "missing";
    const seal = await firstRow<{ hash: string }>(tx, sql`SELECT hash FROM audit_seal WHERE position = ${position}`);
    if (!seal) return "missing";
    return seal.hash === hash ? "same" : "other";
  });
}
