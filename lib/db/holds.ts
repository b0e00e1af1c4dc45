import type { Scope } from "@/lib/core/access/scope";
import type { Sql, Tx } from "./connect";
import type { Prisma } from "./generated/client";
import { execute, firstRow, rows, sql } from "./query";
import { inScopeSql } from "./scope";

export const HOLD_SCOPES = ["account", "queue", "class", "message"] as const;
export type HoldScope = (typeof HOLD_SCOPES)[number];

export interface HoldRow {
  readonly id: string;
  readonly accountId: string;
  readonly scopeKind: HoldScope;
  readonly scopeId: string;
  /** What is held, as people know it; null when it is not known any more. */
  readonly scopeName: string | null;
  readonly reason: string;
  readonly until: string | null;
  readonly placedAt: string;
  readonly placedByName: string;
  readonly liftedAt: string | null;
  readonly liftedByName: string | null;
  readonly liftReason: string | null;
  readonly isStanding: boolean;
}
const STANDING = sql`h.lifted_at IS NULL AND (h.until IS NULL OR h.until > dlo_now())`;
const COLUMNS = sql`h.id, h.account_id, h.scope_kind, h.scope_id, h.reason, h.until, h.placed_at, h.placed_by_name, h.lifted_at, h.lifted_by_name, h.lift_reason,
  ${STANDING} AS is_standing,
  CASE h.scope_kind WHEN 'account' THEN (SELECT a.name FROM account a WHERE a.id = h.scope_id) WHEN 'queue' THEN (SELECT q.name FROM queue q WHERE q.id = h.scope_id)
    WHEN 'class' THEN (SELECT 'F-' || c.number || ' ' || c.title FROM failure_class c WHERE c.id = h.scope_id)
    ELSE (SELECT m.message_id FROM failed_message m WHERE m.id = h.scope_id) END AS scope_name`;

export function listHolds(db: Sql, scope: Scope, isStanding: boolean | undefined, limit: number): Promise<HoldRow[]> {
  return rows<HoldRow>(
    db,
    sql`SELECT ${COLUMNS} FROM legal_hold h WHERE ${inScopeSql(scope, sql`h.account_id`)}
          AND (${isStanding ?? null}::boolean IS NULL OR (${STANDING}) = ${isStanding ?? null}::boolean)
        ORDER BY (${STANDING}) DESC, h.placed_at DESC, h.id DESC LIMIT ${limit}`,
  );
}
export function findHold(db: Sql, id: string): Promise<HoldRow | undefined> {
  return firstRow<HoldRow>(db, sql`SELECT ${COLUMNS} FROM legal_hold h WHERE h.id = ${id}`);
}

/** What somebody wants to hold, with the account in which it lies; undefined when there is none. */
export function findHoldable(db: Sql, kind: HoldScope, id: string): Promise<{ accountId: string } | undefined> {
  if (kind === "account") return firstRow(db, sql`SELECT id AS account_id FROM account WHERE id = ${id}`);
  if (kind === "queue") return firstRow(db, sql`SELECT account_id FROM queue WHERE id = ${id}`);
  if (kind === "class") return firstRow(db, sql`SELECT account_id FROM failure_class WHERE id = ${id}`);
  return firstRow(db, sql`SELECT account_id FROM failed_message WHERE id = ${id}`);
}

/** Nobody erases while a hold is placed: what commits first is what the other sees. */
export async function lockAgainstErasing(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock(hashtext('legal-hold'))`);
}
/** Whoever erases asks for this first, and looks for holds after it; several may erase at once. */
export async function lockAgainstHolds(tx: Tx): Promise<void> {
  await execute(tx, sql`SELECT pg_advisory_xact_lock_shared(hashtext('legal-hold'))`);
}

export interface NewHold {
  readonly id: string;
  readonly accountId: string;
  readonly scopeKind: HoldScope;
  readonly scopeId: string;
  readonly reason: string;
  readonly until: string | null;
  readonly placedBy: string;
  readonly placedByName: string;
}
/** Places a hold; of a class also on each message that is in it now. */
export async function insertHold(tx: Tx, hold: NewHold): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO legal_hold (id, account_id, scope_kind, scope_id, reason, until, placed_at, placed_by, placed_by_name)
        VALUES (${hold.id}, ${hold.accountId}, ${hold.scopeKind}, ${hold.scopeId}, ${hold.reason}, ${hold.until}::timestamptz, dlo_now(), ${hold.placedBy}, ${hold.placedByName})`,
  );
  if (hold.scopeKind === "class")
    await execute(
      tx,
      sql`INSERT INTO hold_message (hold_id, message_row_id) SELECT ${hold.id}, f.id FROM failed_message f
          WHERE f.class_id = ${hold.scopeId} OR f.class_id = (SELECT merged_into FROM failure_class WHERE id = ${hold.scopeId})`,
    );
}
/** False when it stands no more. */
export async function liftHold(tx: Tx, id: string, byName: string, reason: string): Promise<boolean> {
  const lifted = await execute(
    tx,
    sql`UPDATE legal_hold h SET lifted_at = dlo_now(), lifted_by_name = ${byName}, lift_reason = ${reason} WHERE h.id = ${id} AND ${STANDING}`,
  );
  return lifted === 1;
}

const ofClass = (classId: Prisma.Sql) =>
  sql`(h.scope_kind = 'class' AND (h.scope_id = ${classId} OR EXISTS (SELECT 1 FROM failure_class m WHERE m.id = h.scope_id AND m.merged_into = ${classId})))`;

/** The id of a hold on the message `f`, or null. */
export const HOLD_ON_MESSAGE = sql`(SELECT h.id FROM legal_hold h WHERE ${STANDING}
  AND ((h.scope_kind = 'account' AND h.scope_id = f.account_id) OR (h.scope_kind = 'queue' AND h.scope_id = f.queue_id)
    OR (h.scope_kind = 'message' AND h.scope_id = f.id) OR ${ofClass(sql`f.class_id`)}
    OR EXISTS (SELECT 1 FROM hold_message x WHERE x.hold_id = h.id AND x.message_row_id = f.id)) ORDER BY h.placed_at LIMIT 1)`;
/** The id of a hold on the execution `e`, or null. */
export const HOLD_ON_EXECUTION = sql`(SELECT h.id FROM legal_hold h WHERE ${STANDING}
  AND ((h.scope_kind = 'account' AND h.scope_id = e.account_id) OR ${ofClass(sql`e.class_id`)}) ORDER BY h.placed_at LIMIT 1)`;
/** The id of a hold on the words of the class `c`, or null. */
export const HOLD_ON_CLASS = sql`(SELECT h.id FROM legal_hold h WHERE ${STANDING}
  AND ((h.scope_kind = 'account' AND h.scope_id = c.account_id) OR (h.scope_kind = 'queue' AND h.scope_id = c.queue_id) OR ${ofClass(sql`c.id`)})
  ORDER BY h.placed_at LIMIT 1)`;

/** A standing hold on something in this account, or in this queue of it; undefined when there is none. */
export function findHoldIn(
  db: Sql,
  { accountId, queueId }: { accountId: string; queueId?: string },
): Promise<HoldRow | undefined> {
  const inQueue = sql`(h.scope_kind = 'account' OR (h.scope_kind = 'queue' AND h.scope_id = ${queueId ?? null})
    OR (h.scope_kind = 'class' AND EXISTS (SELECT 1 FROM failed_message f WHERE f.queue_id = ${queueId ?? null} AND f.class_id = h.scope_id))
    OR EXISTS (SELECT 1 FROM hold_message x JOIN failed_message f ON f.id = x.message_row_id WHERE x.hold_id = h.id AND f.queue_id = ${queueId ?? null})
    OR (h.scope_kind = 'message' AND EXISTS (SELECT 1 FROM failed_message f WHERE f.id = h.scope_id AND f.queue_id = ${queueId ?? null})))`;
  return firstRow<HoldRow>(
    db,
    sql`SELECT ${COLUMNS} FROM legal_hold h WHERE ${STANDING} AND h.account_id = ${accountId}
          AND (${queueId ?? null}::text IS NULL OR ${inQueue}) ORDER BY h.placed_at LIMIT 1`,
  );
}
