import { OPEN_RUN_STATES } from "@/lib/core/runs/run";
import { ARRIVAL_BUCKET, type ArrivalCount, type ClassMove, lockClasses } from "./class-moves";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

/** Holds the two classes as they are: whoever finds a message of theirs now waits, and finds the other class afterwards. */
export async function lockFingerprints(tx: Tx, classIds: readonly string[]): Promise<void> {
  await execute(
    tx,
    sql`SELECT 1 FROM class_fingerprint WHERE class_id = ANY(${[...classIds]}::text[]) ORDER BY fingerprint FOR UPDATE`,
  );
}

/**
 * Locks the messages of a class, then classes: what a look locks, in its order (messages and classes each by id). After
 * the fingerprints; nobody who finds a message of theirs is then a deadlock's victim.
 */
export async function lockForMove(tx: Tx, classId: string, classIds: readonly string[]): Promise<void> {
  await execute(tx, sql`SELECT 1 FROM failed_message WHERE class_id = ${classId} ORDER BY id FOR UPDATE`);
  await lockClasses(tx, classIds);
}

export async function countMessagesOf(tx: Tx, classId: string): Promise<number> {
  const row = await firstRow<{ count: number }>(
    tx,
    sql`SELECT count(*)::int AS count FROM failed_message WHERE class_id = ${classId}`,
  );
  return row?.count ?? 0;
}

/** The number of an open run of one of these classes, or of a class that was merged into one. */
export async function findOpenRun(tx: Tx, classIds: readonly string[]): Promise<number | undefined> {
  const row = await firstRow<{ number: number }>(
    tx,
    sql`SELECT r.number FROM run r JOIN failure_class c ON c.id = r.class_id
        WHERE r.state = ANY(${[...OPEN_RUN_STATES]}::text[]) AND (c.id = ANY(${[...classIds]}::text[]) OR c.merged_into = ANY(${[...classIds]}::text[]))
        ORDER BY r.number LIMIT 1`,
  );
  return row?.number;
}

/** Moves all messages, vault items and fingerprints of a class to another, and names that its living one. */
export async function putInto(tx: Tx, { from, into }: ClassMove): Promise<number> {
  const movedCount = await execute(tx, sql`UPDATE failed_message SET class_id = ${into} WHERE class_id = ${from}`);
  await execute(tx, sql`UPDATE vault_item SET class_id = ${into} WHERE class_id = ${from}`);
  await execute(tx, sql`UPDATE class_fingerprint SET class_id = ${into} WHERE class_id = ${from}`);
  await execute(tx, sql`UPDATE failure_class SET merged_into = ${into} WHERE id = ${from} OR merged_into = ${from}`);
  return movedCount;
}

/** A class and all that were merged into it before: they come and go with it. */
export async function listWithMerged(tx: Sql, classId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    tx,
    sql`WITH RECURSIVE tree AS (SELECT ${classId}::text AS id UNION SELECT m.from_class_id FROM class_merge m JOIN tree ON m.into_class_id = tree.id WHERE m.undone_at IS NULL)
        SELECT id FROM tree`,
  );
  return found.map(({ id }) => id);
}

/**
 * Takes a class out of the one it was merged into, with the classes merged into it: the messages whose fingerprints are
 * theirs, also those that arrived since. Returns when they arrived.
 */
export async function takeOut(tx: Tx, { from, into }: ClassMove, back: readonly string[]): Promise<ArrivalCount[]> {
  // So are messages marked of before fingerprints were kept.
  const marks = back.map((id) => `of-${id}`);
  const arrivals = await rows<ArrivalCount>(
    tx,
    sql`WITH moved AS (UPDATE failed_message f SET class_id = ${into} WHERE f.class_id = ${from} AND (f.fingerprint = ANY(${marks}::text[]) OR f.fingerprint IN (
            SELECT p.fingerprint FROM class_fingerprint p WHERE p.home_class_id = ANY(${[...back]}::text[])))
          RETURNING f.id, f.is_backlog, f.sent_at, f.first_seen_at),
        vaulted AS (UPDATE vault_item v SET class_id = ${into} FROM moved m WHERE v.message_row_id = m.id)
        SELECT ${ARRIVAL_BUCKET} AS bucket, count(*)::int AS count, count(*) FILTER (WHERE f.is_backlog)::int AS backlog_count FROM moved f GROUP BY 1`,
  );
  await execute(
    tx,
    sql`UPDATE class_fingerprint SET class_id = ${into} WHERE class_id = ${from} AND home_class_id = ANY(${[...back]}::text[])`,
  );
  await execute(
    tx,
    sql`UPDATE failure_class SET merged_into = CASE WHEN id = ${into} THEN NULL ELSE ${into} END WHERE id = ANY(${[...back]}::text[])`,
  );
  return arrivals;
}

export interface NewMerge extends ClassMove {
  readonly movedCount: number;
  readonly by: { readonly id: string; readonly name: string };
}
export async function insertMerge(tx: Tx, { accountId, from, into, movedCount, by }: NewMerge): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO class_merge (account_id, from_class_id, into_class_id, moved_count, at, by_id, by_name)
        VALUES (${accountId}, ${from}, ${into}, ${movedCount}, dlo_now(), ${by.id}, ${by.name})`,
  );
}
export async function undoMerge(tx: Tx, classId: string, byName: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE class_merge SET undone_at = dlo_now(), undone_by_name = ${byName} WHERE from_class_id = ${classId} AND undone_at IS NULL`,
  );
}

export interface Merge {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly intoId: string;
  readonly at: string;
  readonly by: string;
  readonly movedCount: number;
}
/** The classes that live on in this one, the last merged first. */
export function listMerges(db: Sql, classId: string): Promise<Merge[]> {
  return rows<Merge>(
    db,
    sql`SELECT c.id, c.number, c.title, m.into_class_id AS into_id, m.at, m.by_name AS by, m.moved_count FROM failure_class c
        JOIN class_merge m ON m.from_class_id = c.id AND m.undone_at IS NULL WHERE c.merged_into = ${classId} ORDER BY m.id DESC`,
  );
}

/** The class itself, also where it lives on in another. */
export function findOwnClass(db: Sql, id: string) {
  return firstRow<{ id: string; number: number; accountId: string; region: string; mergedInto: string | null }>(
    db,
    sql`SELECT id, number, account_id, region, merged_into FROM failure_class WHERE id = ${id}`,
  );
}

/** Writes a status that follows from a merge; the reason says which. */
export async function setStatus(tx: Tx, classId: string, status: string, reason: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE failure_class SET status = ${status}, status_at = dlo_now(), status_reason = ${reason} WHERE id = ${classId}`,
  );
}
