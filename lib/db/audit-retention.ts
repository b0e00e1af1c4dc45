import { type AuditWriter, appendAudit } from "./audit";
import { type AuditCheckpoint, databaseNow, readAnchors, writeCheckpoint } from "./audit-anchors";
import { AuditLogBroken, lockAuditChain } from "./audit-seal";
import { baseOf, type Walk, walkChain } from "./audit-walk";
import type { Db, Tx } from "./connect";
import { inTransaction } from "./connect";
import { lockAgainstHolds } from "./holds";
import type { Keyring } from "./keyring";
import { firstRow, sql } from "./query";
import { getSetting } from "./settings";

export const AUDIT_RETENTION = "audit-retention";
export interface AuditRetention {
  /** Null: for ever. */
  readonly days: number | null;
  readonly version: number;
  readonly changedAt: string | null;
  readonly changedBy: string | null;
}
export const KEPT_FOR_EVER: AuditRetention = { days: null, version: 0, changedAt: null, changedBy: null };

/**
 * Removes the oldest sealed entries, at most `most` of them, that are all older than the retention that is set. The signed
 * checkpoint from which the chain goes on, the entry that says so and the removal commit together. What is not intact is
 * not removed: it would take the traces with it. Returns how many it removed; 0 while a legal hold stands.
 */
export function pruneAudit(db: Db, keyring: Keyring, by: AuditWriter, most = 10_000): Promise<number> {
  return inTransaction(db, async (tx) => {
    await lockAuditChain(tx);
    await lockAgainstHolds(tx);
    const { days } = (await getSetting<AuditRetention>(tx, AUDIT_RETENTION)) ?? KEPT_FOR_EVER;
    if (days === null || (await isHeld(tx))) return 0;
    const made = await nextCheckpoint(tx, keyring, days, most);
    if (!made) return 0;
    await writeCheckpoint(tx, keyring, made);
    const removed = await firstRow<{ n: number }>(tx, sql`SELECT dlo_prune_audit(${made.position}::bigint)::int AS n`);
    if (removed?.n !== made.entryCount)
      throw new AuditLogBroken("the entries to prune are not those that were counted");
    const { position, hash, entryCount, oldestAt, newestAt } = made;
    await appendAudit(tx, by, {
      action: "audit.pruned",
      objectKind: "audit",
      detail: { upToPosition: position, hash, count: entryCount, oldestAt, newestAt, days },
    });
    return entryCount;
  });
}

async function nextCheckpoint(
  tx: Tx,
  keyring: Keyring,
  days: number,
  most: number,
): Promise<AuditCheckpoint | undefined> {
  const anchors = await readAnchors(tx, keyring);
  const [fault] = anchors.faults;
  if (fault) throw new AuditLogBroken(fault);
  if (!anchors.head) return undefined;
  const base = baseOf(anchors);
  const until = Math.min(base.position + most, anchors.head.position);
  const position = await lastOld(tx, base.position, until, days);
  if (position <= base.position) return undefined;
  const walk: Walk = {
    ...base,
    add: ({ reason }) => {
      throw new AuditLogBroken(reason);
    },
  };
  await walkChain(tx, keyring, anchors, walk, position);
  const covered = await firstRow<Pick<AuditCheckpoint, "entryCount" | "oldestAt" | "newestAt" | "lastEntryId">>(
    tx,
    sql`SELECT count(*)::int AS entry_count, min(e.at) AS oldest_at, max(e.at) AS newest_at, max(e.id) AS last_entry_id
        FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id WHERE s.position > ${base.position} AND s.position <= ${position}`,
  );
  if (!covered) throw new Error("the entries to prune could not be counted");
  const lastEntryId = Math.max(covered.lastEntryId, anchors.pruned?.lastEntryId ?? 0);
  const place = { position, hash: walk.hash, headPosition: anchors.head.position, madeAt: await databaseNow(tx) };
  return { ...covered, ...place, kind: "pruned", lastEntryId };
}

/** The last position before the first entry that is still young. */
async function lastOld(tx: Tx, from: number, until: number, days: number): Promise<number> {
  const young = await firstRow<{ position: number | null }>(
    tx,
    sql`SELECT min(s.position) AS position FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
        WHERE s.position > ${from} AND s.position <= ${until} AND e.at >= dlo_now() - make_interval(days => ${days})`,
  );
  return young?.position == null ? until : young.position - 1;
}

async function isHeld(tx: Tx): Promise<boolean> {
  const found = await firstRow(
    tx,
    sql`SELECT 1 AS held FROM legal_hold WHERE lifted_at IS NULL AND (until IS NULL OR until > dlo_now()) LIMIT 1`,
  );
  return found !== undefined;
}
