import type { RegroupState, RegroupTally } from "@/lib/core/failures/rules/regroup";
import type { GroupingRule } from "@/lib/core/failures/rules/rule";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface RegroupRow {
  readonly id: string;
  readonly state: RegroupState;
  readonly rules: GroupingRule[];
  readonly rulesHash: string;
  readonly days: number;
  readonly askedAt: string;
  readonly askedByName: string;
  readonly applyAskedAt: string | null;
  readonly applyAskedByName: string | null;
  readonly endedAt: string | null;
  readonly reason: string | null;
  readonly itemCount: number | null;
  readonly leftOutCount: number | null;
  readonly position: number;
  readonly preview: RegroupTally | null;
  readonly applied: RegroupTally | null;
}
const COLUMNS = sql`id, state, rules, rules_hash, days, asked_at, asked_by_name, apply_asked_at, apply_asked_by_name, ended_at, reason, item_count, left_out_count, position, preview, applied`;

export function getRegroup(db: Sql, id: string): Promise<RegroupRow | undefined> {
  return firstRow<RegroupRow>(db, sql`SELECT ${COLUMNS} FROM regroup WHERE id = ${id}`);
}
/** The regrouping, locked until the transaction ends: it moves one step at a time. */
export function lockRegroup(tx: Tx, id: string): Promise<RegroupRow | undefined> {
  return firstRow<RegroupRow>(tx, sql`SELECT ${COLUMNS} FROM regroup WHERE id = ${id} FOR UPDATE`);
}
export function listRegroups(db: Sql, limit: number): Promise<RegroupRow[]> {
  return rows<RegroupRow>(db, sql`SELECT ${COLUMNS} FROM regroup ORDER BY asked_at DESC, id DESC LIMIT ${limit}`);
}
/** The one that waits for the worker; there is at most one. */
export function findRegroupToAdvance(db: Sql): Promise<RegroupRow | undefined> {
  return firstRow<RegroupRow>(
    db,
    sql`SELECT ${COLUMNS} FROM regroup WHERE state IN ('asked', 'previewing', 'applying') LIMIT 1`,
  );
}

/** Ends what was only looked at, so that another may be asked for. The number of one that is being applied stays open. */
export async function supersedePreviews(tx: Tx): Promise<void> {
  await execute(
    tx,
    sql`UPDATE regroup SET state = 'cancelled', ended_at = dlo_now(), reason = 'another preview was asked for' WHERE state IN ('asked', 'previewing', 'previewed')`,
  );
}
export function findApplying(tx: Tx): Promise<{ id: string } | undefined> {
  return firstRow(tx, sql`SELECT id FROM regroup WHERE state = 'applying' FOR UPDATE`);
}

export interface NewRegroup {
  readonly id: string;
  readonly rules: readonly GroupingRule[];
  readonly rulesHash: string;
  readonly days: number;
  readonly askedByName: string;
}
export async function insertRegroup(tx: Tx, regroup: NewRegroup): Promise<void> {
  await execute(
    tx,
    sql`INSERT INTO regroup (id, state, rules, rules_hash, days, asked_at, asked_by_name)
        VALUES (${regroup.id}, 'asked', ${JSON.stringify(regroup.rules)}::jsonb, ${regroup.rulesHash}, ${regroup.days}, dlo_now(), ${regroup.askedByName})`,
  );
}
export async function startApplying(tx: Tx, id: string, byName: string): Promise<void> {
  await execute(
    tx,
    sql`UPDATE regroup SET state = 'applying', apply_asked_at = dlo_now(), apply_asked_by_name = ${byName}, position = 0 WHERE id = ${id}`,
  );
}
export async function endRegroup(tx: Tx, id: string, state: "done" | "failed" | "cancelled", reason: string | null) {
  await execute(
    tx,
    sql`UPDATE regroup SET state = ${state}, ended_at = dlo_now(), reason = ${reason} WHERE id = ${id}`,
  );
}

/** Freezes what a preview looks at: the newest messages of so many days, to be taken oldest first. */
export async function freezeItems(tx: Tx, { id, days }: RegroupRow, most: number): Promise<void> {
  await execute(tx, sql`DELETE FROM regroup_item`);
  const count = await execute(
    tx,
    sql`INSERT INTO regroup_item (regroup_id, position, message_row_id)
        SELECT ${id}, row_number() OVER (ORDER BY m.first_seen_at, m.id), m.id
        FROM (SELECT f.id, f.first_seen_at FROM failed_message f JOIN account a ON a.id = f.account_id AND a.removed_at IS NULL
              WHERE f.first_seen_at >= dlo_now() - make_interval(days => ${days}) ORDER BY f.first_seen_at DESC, f.id DESC LIMIT ${most}) m`,
  );
  await execute(
    tx,
    sql`UPDATE regroup SET state = 'previewing', item_count = ${count}, left_out_count = (
          SELECT count(*) FROM failed_message f JOIN account a ON a.id = f.account_id AND a.removed_at IS NULL
          WHERE f.first_seen_at >= dlo_now() - make_interval(days => ${days}))::int - ${count} WHERE id = ${id}`,
  );
}

/** Adds what arrived since the preview, so that applying leaves none of it behind. */
export async function addLateItems(tx: Tx, { id, askedAt }: RegroupRow): Promise<void> {
  await execute(
    tx,
    sql`WITH late AS (INSERT INTO regroup_item (regroup_id, position, message_row_id)
          SELECT ${id}, (SELECT coalesce(max(position), 0) FROM regroup_item WHERE regroup_id = ${id}) + row_number() OVER (ORDER BY f.first_seen_at, f.id), f.id
          FROM failed_message f JOIN account a ON a.id = f.account_id AND a.removed_at IS NULL
          WHERE f.first_seen_at >= ${askedAt}::timestamptz AND NOT EXISTS (SELECT 1 FROM regroup_item i WHERE i.regroup_id = ${id} AND i.message_row_id = f.id)
          RETURNING 1)
        UPDATE regroup SET item_count = item_count + (SELECT count(*) FROM late)::int WHERE id = ${id}`,
  );
}

/** Writes how far it came, with what was counted; the caller holds its row lock. */
export async function savePreview(tx: Tx, id: string, state: RegroupState, position: number, tally: RegroupTally) {
  await execute(
    tx,
    sql`UPDATE regroup SET state = ${state}, position = ${position}, preview = ${JSON.stringify(tally)}::jsonb WHERE id = ${id}`,
  );
}
export async function saveApplied(tx: Tx, id: string, position: number, tally: RegroupTally): Promise<void> {
  await execute(
    tx,
    sql`UPDATE regroup SET position = ${position}, applied = ${JSON.stringify(tally)}::jsonb WHERE id = ${id}`,
  );
}
export async function forgetItems(tx: Tx, id: string): Promise<void> {
  await execute(tx, sql`DELETE FROM regroup_item WHERE regroup_id = ${id}`);
}
