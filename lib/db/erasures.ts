import type { Scope } from "@/lib/core/access/scope";
import type {
  ErasureCounts,
  ErasureItemKind,
  ErasureOrigin,
  ErasureSelector,
  ErasureState,
} from "@/lib/core/privacy/erasure";
import type { MessageKind } from "@/lib/core/privacy/kinds";
import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export interface ErasureRow {
  readonly id: string;
  readonly state: ErasureState;
  readonly origin: ErasureOrigin;
  readonly selector: ErasureSelector;
  readonly kinds: MessageKind[];
  /** Of the value and of each token that may stand in its place, with blanks between. */
  readonly valueHash: string | null;
  /** Accounts that it may reach into; null is all. */
  readonly accountIds: string[] | null;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly askedByName: string;
  /** The message row id up to which it has looked. */
  readonly foundUntil: string;
  readonly counts: ErasureCounts | null;
  readonly reason: string | null;
  readonly confirmedAt: string | null;
  readonly confirmedByName: string | null;
  readonly isFound: boolean;
  readonly endedAt: string | null;
}
const COLUMNS = sql`id, state, origin, selector, kinds, value_hash, account_ids, asked_at, asked_by, asked_by_name, found_until, counts, reason, confirmed_at,
  confirmed_by_name, is_found, ended_at`;
const visible = (scope: Scope) =>
  scope.kind === "all" ? sql`true` : sql`account_ids <@ ${[...scope.accountIds]}::text[]`;

export function getErasure(db: Sql, scope: Scope, id: string): Promise<ErasureRow | undefined> {
  return firstRow<ErasureRow>(db, sql`SELECT ${COLUMNS} FROM erasure WHERE id = ${id} AND ${visible(scope)}`);
}
/** The same, locked until the transaction ends: it moves one step at a time. */
export function lockErasure(tx: Tx, id: string): Promise<ErasureRow | undefined> {
  return firstRow<ErasureRow>(tx, sql`SELECT ${COLUMNS} FROM erasure WHERE id = ${id} FOR UPDATE`);
}
export function listErasures(db: Sql, scope: Scope, limit: number): Promise<ErasureRow[]> {
  return rows<ErasureRow>(
    db,
    sql`SELECT ${COLUMNS} FROM erasure WHERE ${visible(scope)} AND state <> 'expired' ORDER BY asked_at DESC, id DESC LIMIT ${limit}`,
  );
}
/** Those that the worker moves, in the order in which they were asked for. */
export function listErasuresToAdvance(db: Sql): Promise<ErasureRow[]> {
  return rows<ErasureRow>(
    db,
    sql`SELECT ${COLUMNS} FROM erasure WHERE state IN ('asked', 'erasing') ORDER BY asked_at, id LIMIT 50`,
  );
}

export type NewErasure = Pick<
  ErasureRow,
  "id" | "state" | "origin" | "selector" | "kinds" | "valueHash" | "accountIds" | "askedBy" | "askedByName" | "reason"
>;
export async function insertErasure(tx: Tx, one: NewErasure): Promise<void> {
  const isConfirmed = one.state === "erasing";
  await execute(
    tx,
    sql`INSERT INTO erasure (id, state, origin, selector, kinds, value_hash, account_ids, asked_at, asked_by, asked_by_name, reason, confirmed_at, confirmed_by_name)
        VALUES (${one.id}, ${one.state}, ${one.origin}, ${JSON.stringify(one.selector)}::jsonb, ${one.kinds}::text[], ${one.valueHash}, ${one.accountIds}::text[],
          dlo_now(), ${one.askedBy}, ${one.askedByName}, ${one.reason}, CASE WHEN ${isConfirmed} THEN dlo_now() END, ${isConfirmed ? one.askedByName : null})`,
  );
}

/** Starts it. What arrived since it looked last is looked at too, from `foundUntil` on. */
export async function confirmErasure(tx: Tx, id: string, byName: string, reason: string, foundUntil: string) {
  await execute(
    tx,
    sql`UPDATE erasure SET state = 'erasing', confirmed_at = dlo_now(), confirmed_by_name = ${byName}, reason = ${reason}, is_found = false,
          found_until = least(found_until, ${foundUntil}) WHERE id = ${id}`,
  );
}
export async function saveFound(tx: Tx, id: string, foundUntil: string, isFound: boolean): Promise<void> {
  await execute(tx, sql`UPDATE erasure SET found_until = ${foundUntil}, is_found = ${isFound} WHERE id = ${id}`);
}
export async function savePreviewed(tx: Tx, id: string, counts: ErasureCounts, state: ErasureState): Promise<void> {
  await execute(
    tx,
    sql`UPDATE erasure SET counts = ${JSON.stringify(counts)}::jsonb, state = ${state} WHERE id = ${id}`,
  );
}
export async function endErasure(tx: Tx, id: string, state: "done" | "partly"): Promise<void> {
  await execute(tx, sql`UPDATE erasure SET state = ${state}, ended_at = dlo_now() WHERE id = ${id}`);
}

/** Gives up previews that nobody confirmed within a day, with what they found. */
export async function expirePreviews(db: Sql): Promise<void> {
  await execute(
    db,
    sql`WITH old AS (UPDATE erasure SET state = 'expired' WHERE state = 'previewed' AND asked_at < dlo_now() - interval '1 day' RETURNING id)
        DELETE FROM erasure_item i USING old WHERE i.erasure_id = old.id`,
  );
}

export interface NewItem {
  readonly kind: ErasureItemKind;
  readonly objectId: string;
}
/** Adds what it is about; what is there already stays as it stands. */
export async function addItems(tx: Tx, erasureId: string, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  await execute(
    tx,
    sql`INSERT INTO erasure_item (erasure_id, kind, object_id)
        SELECT ${erasureId}, * FROM unnest(${items.map((i) => i.kind)}::text[], ${items.map((i) => i.objectId)}::text[]) ON CONFLICT DO NOTHING`,
  );
}

export interface Tally {
  readonly planned: number;
  readonly erased: number;
  readonly kept: number;
  /** Why some are kept or wait, with how many each. */
  readonly reasons: { readonly reason: string; readonly count: number }[];
  /** Second copies that still are in their bucket, and of those: not tried since the erasure began. */
  readonly copiesLeft: number;
  readonly copiesUntried: number;
  readonly copyErrors: { readonly reason: string; readonly count: number }[];
}
export async function tallyErasure(db: Sql, id: string): Promise<Tally> {
  const states = await firstRow<Pick<Tally, "planned" | "erased" | "kept">>(
    db,
    sql`SELECT count(*) FILTER (WHERE state = 'planned')::int AS planned, count(*) FILTER (WHERE state = 'erased')::int AS erased,
          count(*) FILTER (WHERE state = 'kept')::int AS kept FROM erasure_item WHERE erasure_id = ${id}`,
  );
  const reasons = await rows<Tally["reasons"][number]>(
    db,
    sql`SELECT reason, count(*)::int AS count FROM erasure_item WHERE erasure_id = ${id} AND reason IS NOT NULL AND state <> 'erased' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20`,
  );
  const copies = await rows<{ reason: string | null; count: number; untried: number }>(
    db,
    sql`SELECT y.erase_error AS reason, count(*)::int AS count, count(*) FILTER (WHERE y.erase_tried_at IS NULL)::int AS untried
        FROM erasure_item i JOIN vault_item v ON v.message_row_id = i.object_id AND v.state = 'erased' JOIN vault_copy y ON y.vault_item_id = v.id
        WHERE i.erasure_id = ${id} AND i.kind = 'message' GROUP BY 1 ORDER BY 2 DESC`,
  );
  const sum = (of: (row: (typeof copies)[number]) => number) => copies.reduce((total, row) => total + of(row), 0);
  return {
    planned: states?.planned ?? 0,
    erased: states?.erased ?? 0,
    kept: states?.kept ?? 0,
    reasons,
    copiesLeft: sum(({ count }) => count),
    copiesUntried: sum(({ untried }) => untried),
    copyErrors: copies.flatMap(({ reason, count }) => (reason === null ? [] : [{ reason, count }])),
  };
}

/** Erasures that ended *partly* because of second copies, and of which nothing is left any more. */
export function listMended(db: Sql): Promise<{ id: string }[]> {
  return rows(
    db,
    sql`SELECT e.id FROM erasure e WHERE e.state = 'partly' AND NOT EXISTS (SELECT 1 FROM erasure_item i WHERE i.erasure_id = e.id AND i.state <> 'erased')
          AND NOT EXISTS (SELECT 1 FROM erasure_item i JOIN vault_item v ON v.message_row_id = i.object_id AND v.state = 'erased' JOIN vault_copy y ON y.vault_item_id = v.id
                          WHERE i.erasure_id = e.id AND i.kind = 'message')`,
  );
}
