import { createHash } from "node:crypto";
import {
  type AuditAnchors,
  type AuditHead,
  databaseNow,
  GENESIS,
  readAnchors,
  writeCheckpoint,
  writeHead,
} from "./audit-anchors";
import { ENTRY_TEXT, type SealFacts, sealHash } from "./audit-mac";
import type { Db, Tx } from "./connect";
import { inTransaction } from "./connect";
import type { Keyring } from "./keyring";
import { execute, firstRow, rows, sql } from "./query";

/** The log is not as it was left. Nothing more is sealed or pruned: that would cover up what was done to it. */
export class AuditLogBroken extends Error {
  constructor(reason: string) {
    super(
      `The audit log was tampered with: ${reason}. Nothing is sealed any more; dlo audit verify --full tells more.`,
    );
    this.name = "AuditLogBroken";
  }
}

export interface Sealing {
  readonly sealedCount: number;
  /** Undefined only while nothing was ever sealed. */
  readonly head: AuditHead;
}

/**
 * Chains up to `limit` committed entries that have no seal yet, in the order in which they became visible, and signs how
 * far the chain reaches now. One sealer at a time: a second one waits on the lock and then finds nothing to do. It goes on
 * from the signed head and never from the last seal found, so that what was cut off leaves a gap. Throws AuditLogBroken.
 */
export function sealAudit(db: Db, keyring: Keyring, limit = 1000): Promise<Sealing> {
  return inTransaction(db, async (tx) => {
    await lockAuditChain(tx);
    const head = headToGoOnFrom(await readAnchors(tx, keyring)) ?? (await begin(tx, keyring));
    const fresh = await unsealed(tx, limit);
    if (fresh.length === 0) return { sealedCount: 0, head };
    const sealedAt = await databaseNow(tx);
    let previous = head.hash;
    const seals = fresh.map(({ id, text, mac }, index) => {
      const facts: SealFacts = { position: head.position + index + 1, entryId: id, previous, sealedAt };
      const hash = sealHash(keyring, facts, text, mac);
      previous = hash;
      return { ...facts, hash };
    });
    await insertSeals(tx, seals);
    const now = { position: head.position + seals.length, hash: previous, at: sealedAt };
    await writeHead(tx, keyring, "sealed", now);
    return { sealedCount: seals.length, head: now };
  });
}

/** Who seals, prunes or begins holds it until the transaction ends. */
export async function lockAuditChain(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('audit-sealer'))`);
}

/** Undefined when the chain never began under a key. Throws when something of it is there and the head is not. */
function headToGoOnFrom({ head, begun, pruned, faults }: AuditAnchors): AuditHead | undefined {
  const [fault] = faults;
  if (fault) throw new AuditLogBroken(fault);
  if (!head && !begun && !pruned) return undefined;
  if (!head) throw new AuditLogBroken("the row that says how far it reaches is missing");
  if (!begun) throw new AuditLogBroken("the checkpoint at which it began is missing");
  return head;
}

/**
 * Once in the life of a database: signs up to where entries without a MAC are accepted, which are those of before there
 * were any. They keep the plain chain that they have, and those among them that waited for a seal get their plain one.
 */
async function begin(tx: Tx, keyring: Keyring): Promise<AuditHead> {
  const waiting = await rows<{ id: number; text: string }>(
    tx,
    sql`SELECT e.id, ${ENTRY_TEXT} AS text FROM audit_entry e
        WHERE e.mac IS NULL AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id`,
  );
  const last = await lastPlainSeal(tx);
  const at = await databaseNow(tx);
  let previous = last?.hash ?? GENESIS;
  const seals = waiting.map((entry, index) => {
    const hash = plainLink(previous, entry.text);
    const seal = { position: (last?.position ?? 0) + index + 1, entryId: entry.id, previous, hash, sealedAt: at };
    previous = hash;
    return seal;
  });
  await insertSeals(tx, seals);
  const head = { position: (last?.position ?? 0) + seals.length, hash: previous, at };
  const covered = await firstRow<{
    entryCount: number;
    oldestAt: string | null;
    newestAt: string | null;
    lastEntryId: number;
  }>(
    tx,
    sql`SELECT count(*)::int AS entry_count, min(at) AS oldest_at, max(at) AS newest_at, coalesce(max(id), 0) AS last_entry_id
        FROM audit_entry WHERE mac IS NULL`,
  );
  if (!covered) throw new Error("the entries of before could not be counted");
  await writeCheckpoint(tx, keyring, {
    ...covered,
    kind: "begun",
    position: head.position,
    hash: head.hash,
    headPosition: head.position,
    madeAt: at,
  });
  await writeHead(tx, keyring, "sealed", head);
  return head;
}

/** The link of entries of before there was a key. */
export function plainLink(previous: string, text: string): string {
  return createHash("sha256").update(previous).update(text).digest("hex");
}

async function lastPlainSeal(tx: Tx): Promise<{ position: number; hash: string } | undefined> {
  return firstRow(tx, sql`SELECT position, hash FROM audit_seal ORDER BY position DESC LIMIT 1`);
}

function unsealed(tx: Tx, limit: number): Promise<{ id: number; text: string; mac: string | null }[]> {
  return rows(
    tx,
    sql`SELECT e.id, ${ENTRY_TEXT} AS text, e.mac FROM audit_entry e
        WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id) ORDER BY e.id LIMIT ${limit}`,
  );
}

async function insertSeals(tx: Tx, seals: readonly (SealFacts & { hash: string })[]): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO audit_seal (position, entry_id, previous, hash, sealed_at)
        SELECT * FROM unnest(${seals.map((s) => s.position)}::bigint[], ${seals.map((s) => s.entryId)}::bigint[],
                             ${seals.map((s) => s.previous)}::text[], ${seals.map((s) => s.hash)}::text[],
                             ${seals.map((s) => s.sealedAt)}::timestamptz[])`,
  );
}
