import { auditMac } from "./audit-mac";
import type { Sql } from "./connect";
import type { Keyring } from "./keyring";
import { execute, firstRow, rows, sql } from "./query";

/** The link before the first one. */
export const GENESIS = "0".repeat(64);

/** How far the chain reached at a time. `sealed`: all that is sealed. `verified…`: as far as nothing was found wrong. */
export interface AuditHead {
  readonly position: number;
  readonly hash: string;
  readonly at: string;
}
type HeadName = "sealed" | "verified" | "verified-full";

/**
 * Up to where entries of another kind lie. `begun`: those of before entries had MACs. `pruned`: those that retention
 * removed; the chain goes on from there.
 */
export interface AuditCheckpoint {
  readonly kind: "begun" | "pruned";
  readonly position: number;
  readonly hash: string;
  readonly entryCount: number;
  readonly oldestAt: string | null;
  readonly newestAt: string | null;
  /** The highest id among those entries. */
  readonly lastEntryId: number;
  /** How far the chain reached when it was made. */
  readonly headPosition: number;
  readonly madeAt: string;
}

/** What the signed rows beside the chain say; a row whose signature is wrong is a fault and says nothing. */
export interface AuditAnchors {
  readonly head: AuditHead | undefined;
  readonly verified: AuditHead | undefined;
  readonly verifiedFull: AuditHead | undefined;
  readonly begun: AuditCheckpoint | undefined;
  /** The one that reaches furthest. */
  readonly pruned: AuditCheckpoint | undefined;
  readonly prunings: readonly AuditCheckpoint[];
  readonly faults: readonly string[];
}

export async function readAnchors(db: Sql, keyring: Keyring): Promise<AuditAnchors> {
  const faults: string[] = [];
  const heads = new Map<string, AuditHead>();
  for (const row of await rows<AuditHead & { name: HeadName; mac: string }>(db, sql`SELECT * FROM audit_head`)) {
    const { name, mac, ...head } = row;
    if (mac === headMac(keyring, name, head)) heads.set(name, head);
    else faults.push(`the row that says how far the log is ${name} was changed`);
  }
  const checkpoints: AuditCheckpoint[] = [];
  for (const row of await rows<AuditCheckpoint & { mac: string }>(
    db,
    sql`SELECT * FROM audit_checkpoint ORDER BY position`,
  )) {
    const { mac, ...checkpoint } = row;
    if (mac === checkpointMac(keyring, checkpoint)) checkpoints.push(checkpoint);
    else faults.push(`the checkpoint (${checkpoint.kind}) at ${checkpoint.position} was changed`);
  }
  const prunings = checkpoints.filter(({ kind }) => kind === "pruned");
  return {
    head: heads.get("sealed"),
    verified: heads.get("verified"),
    verifiedFull: heads.get("verified-full"),
    begun: checkpoints.find(({ kind }) => kind === "begun"),
    pruned: prunings.at(-1),
    prunings,
    faults,
  };
}

export async function writeHead(db: Sql, keyring: Keyring, name: HeadName, head: AuditHead): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO audit_head (name, position, hash, at, mac)
        VALUES (${name}, ${head.position}, ${head.hash}, ${head.at}::timestamptz, ${headMac(keyring, name, head)})
        ON CONFLICT (name) DO UPDATE SET position = EXCLUDED.position, hash = EXCLUDED.hash, at = EXCLUDED.at, mac = EXCLUDED.mac`,
  );
}

export async function writeCheckpoint(db: Sql, keyring: Keyring, made: AuditCheckpoint): Promise<void> {
  await execute(
    db,
    sql`INSERT INTO audit_checkpoint (kind, position, hash, entry_count, oldest_at, newest_at, last_entry_id, head_position, made_at, mac)
        VALUES (${made.kind}, ${made.position}, ${made.hash}, ${made.entryCount}, ${made.oldestAt}::timestamptz,
                ${made.newestAt}::timestamptz, ${made.lastEntryId}, ${made.headPosition}, ${made.madeAt}::timestamptz,
                ${checkpointMac(keyring, made)})`,
  );
}

/** The database's clock as the tables keep it. */
export async function databaseNow(db: Sql): Promise<string> {
  const row = await firstRow<{ at: string }>(db, sql`SELECT dlo_now()::timestamptz(3) AS at`);
  if (!row) throw new Error("the database told no time");
  return row.at;
}

function headMac(keyring: Keyring, name: HeadName, { position, hash, at }: AuditHead): string {
  return auditMac(keyring, "head", [name, position, hash, at]);
}

function checkpointMac(keyring: Keyring, made: AuditCheckpoint): string {
  const { kind, position, hash, entryCount, oldestAt, newestAt, lastEntryId, headPosition, madeAt } = made;
  const values = [kind, position, hash, entryCount, oldestAt, newestAt, lastEntryId, headPosition, madeAt];
  return auditMac(keyring, "checkpoint", values);
}
