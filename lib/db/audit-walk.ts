import { type AuditAnchors, GENESIS } from "./audit-anchors";
import { ENTRY_TEXT, entryFrom, entryMac, sealHash } from "./audit-mac";
import { plainLink } from "./audit-seal";
import type { Sql } from "./connect";
import type { Keyring } from "./keyring";
import { rows, sql } from "./query";

export interface AuditFault {
  /** Null for what has no place in the chain. */
  readonly position: number | null;
  readonly entryId: number | null;
  readonly reason: string;
}
interface SealRow {
  readonly position: number;
  readonly entryId: number;
  readonly previous: string;
  readonly hash: string;
  readonly sealedAt: string;
  readonly text: string | null;
  readonly mac: string | null;
}
/** Up to where the chain was walked, and what is wrong on the way. It goes on behind a fault: one must not hide the next. */
export interface Walk {
  position: number;
  hash: string;
  readonly add: (fault: AuditFault) => void;
}
const PART = 2000;

/** Walks the chain from `walk` to `until`, or to its end, in parts: a long log needs no more memory than a short one. */
export async function walkChain(
  db: Sql,
  keyring: Keyring,
  anchors: AuditAnchors,
  walk: Walk,
  until: number = Number.MAX_SAFE_INTEGER,
): Promise<void> {
  for (;;) {
    const part = await rows<SealRow>(
      db,
      sql`SELECT s.position, s.entry_id, s.previous, s.hash, s.sealed_at, CASE WHEN e.id IS NULL THEN NULL ELSE ${ENTRY_TEXT} END AS text, e.mac
          FROM (SELECT * FROM audit_seal WHERE position > ${walk.position} AND position <= ${until} ORDER BY position LIMIT ${PART}) s
          LEFT JOIN audit_entry e ON e.id = s.entry_id ORDER BY s.position`,
    );
    for (const seal of part) step(keyring, anchors, walk, seal);
    if (part.length < PART) return;
  }
}

function step(keyring: Keyring, anchors: AuditAnchors, walk: Walk, seal: SealRow): void {
  const { position, entryId } = seal;
  const reason = gapReason(walk, seal) ?? entryReason(keyring, anchors, seal);
  if (reason) walk.add({ position, entryId, reason });
  walk.position = position;
  walk.hash = seal.hash;
}

function gapReason(walk: Walk, { position, previous }: SealRow): string | undefined {
  const missing = position - walk.position - 1;
  if (missing === 1) return `the seal at ${position - 1} is missing`;
  if (missing > 1) return `the seals from ${walk.position + 1} to ${position - 1} are missing`;
  return previous === walk.hash ? undefined : `the seal at ${position} does not follow the one before it`;
}

function entryReason(keyring: Keyring, anchors: AuditAnchors, seal: SealRow): string | undefined {
  const { position, text, mac } = seal;
  if (text === null) return `the entry sealed at ${position} is missing`;
  const isOld = position <= (anchors.begun?.position ?? 0);
  const hash = isOld ? plainLink(seal.previous, text) : sealHash(keyring, seal, text, mac);
  if (hash !== seal.hash) return `the entry sealed at ${position}, or its seal, was changed`;
  if (position === anchors.begun?.position && hash !== anchors.begun.hash)
    return `the entries of before position ${position} are not those that were there when MACs began`;
  if (isOld) return mac === null ? undefined : `the entry sealed at ${position} has a MAC from before there were any`;
  return forgeryReason(keyring, anchors, seal.entryId, position, text, mac);
}

/** Why an entry was not written by this office, or not when its place says; undefined when it was. */
export function forgeryReason(
  keyring: Keyring,
  { pruned }: AuditAnchors,
  entryId: number,
  position: number | null,
  text: string,
  mac: string | null,
): string | undefined {
  if (mac === null || mac !== entryMac(keyring, entryFrom(text)))
    return `the entry ${entryId} was written without the key, or changed before it was sealed`;
  const isLater = pruned !== undefined && (position === null || position > pruned.headPosition);
  return isLater && entryId <= pruned.lastEntryId ? `the entry ${entryId} had been pruned and was put back` : undefined;
}

/** Where the chain that is still there begins. */
export function baseOf({ pruned }: AuditAnchors): { position: number; hash: string } {
  return { position: pruned?.position ?? 0, hash: pruned?.hash ?? GENESIS };
}
