import { type AuditAnchors, type AuditHead, databaseNow, readAnchors, writeHead } from "./audit-anchors";
import { ENTRY_TEXT } from "./audit-mac";
import { type AuditFault, baseOf, forgeryReason, type Walk, walkChain } from "./audit-walk";
import type { Db, Sql } from "./connect";
import { inSnapshot } from "./connect";
import type { Keyring } from "./keyring";
import { firstRow, rows, sql } from "./query";

export interface AuditVerdict {
  readonly isIntact: boolean;
  readonly isFull: boolean;
  /** The last position that was taken on trust: from an earlier check, or because what was up to it is pruned. */
  readonly checkedFrom: number;
  /** When everything up to there was read again last; null when it never was. */
  readonly fullyCheckedAt: string | null;
  /** As signed: for comparing with one that was kept elsewhere. */
  readonly head: AuditHead | null;
  /** Entries that are there and sealed. */
  readonly sealedCount: number;
  readonly unsealedCount: number;
  readonly oldestUnsealedAt: string | null;
  readonly prunedCount: number;
  readonly prunedUpTo: string | null;
  /** When entries began to carry MACs, and how many of before there are. */
  readonly begunAt: string | null;
  readonly beforeMacsCount: number;
  readonly brokenAt: number | null;
  readonly reason: string | null;
  readonly faults: readonly AuditFault[];
  readonly faultCount: number;
}
const MOST_TOLD = 50;
const PART = 2000;

/**
 * Recomputes the log as it stands at one moment: every seal, every entry, its MAC, what is pruned, how far it reaches.
 * Goes on from the last check unless `isFull`. Finds every change, removal, insertion and exchange, but not a database
 * that was put back as a whole to an older state: only the head, compared with one kept elsewhere, tells that.
 */
export function verifyAudit(db: Db, keyring: Keyring, { isFull }: { readonly isFull: boolean }): Promise<AuditVerdict> {
  return inSnapshot(db, async (tx) => {
    const anchors = await readAnchors(tx, keyring);
    const faults = collector();
    for (const reason of anchors.faults) faults.add({ position: null, entryId: null, reason });
    const from = isFull ? baseOf(anchors) : startOf(anchors);
    const walk: Walk = { ...from, add: faults.add };
    await walkChain(tx, keyring, anchors, walk);
    for (const reason of await edgeReasons(tx, anchors, walk))
      faults.add({ position: walk.position, entryId: null, reason });
    const tail = await checkTail(tx, keyring, anchors, faults.add);
    const base = baseOf(anchors).position;
    return {
      ...faults.told(),
      ...tail,
      isFull: from.position === base,
      checkedFrom: from.position,
      fullyCheckedAt: anchors.verifiedFull?.at ?? null,
      head: anchors.head ?? null,
      sealedCount: Math.max(0, walk.position - base),
      prunedCount: base,
      prunedUpTo: anchors.pruned?.newestAt ?? null,
      begunAt: anchors.begun?.madeAt ?? null,
      beforeMacsCount: anchors.begun?.entryCount ?? 0,
    };
  });
}

/** Signs how far nothing was found wrong, so that the next check goes on from there. */
export async function noteVerified(db: Sql, keyring: Keyring, { head, isFull }: AuditVerdict): Promise<void> {
  if (!head) return;
  const checked = { ...head, at: await databaseNow(db) };
  await writeHead(db, keyring, "verified", checked);
  if (isFull) await writeHead(db, keyring, "verified-full", checked);
}

function startOf(anchors: AuditAnchors): { position: number; hash: string } {
  const base = baseOf(anchors);
  const { verified, head } = anchors;
  const isUsable =
    verified !== undefined && verified.position > base.position && verified.position <= (head?.position ?? 0);
  return isUsable ? verified : base;
}

/** What is wrong at the ends: cut off, added before or behind, or the signed rows do not fit each other. */
async function edgeReasons(db: Sql, anchors: AuditAnchors, walk: Walk): Promise<string[]> {
  const { head, begun, pruned } = anchors;
  const base = baseOf(anchors).position;
  const before = await countBefore(db, base);
  const reasons = before > 0 ? [`${before} seals stand where none may: before position ${base + 1}`] : [];
  if (!head && !begun && !pruned && walk.position === 0) return reasons;
  if (!begun) reasons.push("the checkpoint at which the log began to have MACs is missing");
  if (!head) return [...reasons, "the row that says how far the log is sealed is missing"];
  if (walk.position < head.position)
    reasons.push(
      `the newest ${head.position - walk.position} sealed entries are missing: it was sealed up to ${head.position}`,
    );
  if (walk.position > head.position)
    reasons.push(`${walk.position - head.position} entries were sealed behind the end, which is at ${head.position}`);
  if (walk.position === head.position && walk.hash !== head.hash)
    reasons.push(`the seal at ${head.position} is not the one that was signed as the last`);
  const prunedCount = anchors.prunings.reduce((sum, { entryCount }) => sum + entryCount, 0);
  if (prunedCount !== base) reasons.push(`${base} entries are pruned, but only ${prunedCount} have a checkpoint`);
  const known = Math.max(
    anchors.verified?.position ?? 0,
    anchors.verifiedFull?.position ?? 0,
    pruned?.headPosition ?? 0,
  );
  if (known > head.position) reasons.push(`it was sealed up to ${known} once and reaches only to ${head.position}`);
  return reasons;
}

async function countBefore(db: Sql, base: number): Promise<number> {
  const found = await firstRow<{ n: number }>(
    db,
    sql`SELECT count(*)::int AS n FROM audit_seal WHERE position <= ${base}`,
  );
  return found?.n ?? 0;
}

interface UnsealedRow {
  readonly id: number;
  readonly at: string;
  readonly text: string;
  readonly mac: string | null;
}

/** Entries that wait for their seal: each must have been written with the key. */
async function checkTail(db: Sql, keyring: Keyring, anchors: AuditAnchors, add: (fault: AuditFault) => void) {
  let unsealedCount = 0;
  let oldestUnsealedAt: string | null = null;
  for (let after: number | null = null; ; ) {
    const part: UnsealedRow[] = await rows(
      db,
      sql`SELECT e.id, e.at, ${ENTRY_TEXT} AS text, e.mac FROM audit_entry e
          WHERE (${after}::bigint IS NULL OR e.id > ${after}::bigint) AND NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.entry_id = e.id)
          ORDER BY e.id LIMIT ${PART}`,
    );
    for (const { id, at, text, mac } of part) {
      const reason = forgeryReason(keyring, anchors, id, null, text, mac);
      if (reason) add({ position: null, entryId: id, reason });
      if (oldestUnsealedAt === null || at < oldestUnsealedAt) oldestUnsealedAt = at;
      after = id;
    }
    unsealedCount += part.length;
    if (part.length < PART) return { unsealedCount, oldestUnsealedAt };
  }
}

function collector() {
  const faults: AuditFault[] = [];
  let faultCount = 0;
  return {
    add(fault: AuditFault) {
      faultCount += 1;
      if (faults.length < MOST_TOLD) faults.push(fault);
    },
    told: () => ({
      isIntact: faultCount === 0,
      brokenAt: faults.find(({ position }) => position !== null)?.position ?? null,
      reason: faults[0]?.reason ?? null,
      faults,
      faultCount,
    }),
  };
}
