import type { Sql, Tx } from "./connect";
import { execute, firstRow, rows, sql } from "./query";

export type ViewPlace = "failures" | "messages";
export interface SavedViewRow {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly name: string;
  readonly place: ViewPlace;
  readonly query: string;
  readonly isShared: boolean;
  readonly updatedAt: string;
}
const COLUMNS = sql`v.id, v.owner_id, v.owner_name, v.name, v.place, v.query, v.is_shared, v.updated_at`;

/** One's own views and those that are shared, by name. A view holds words of a filter, never what it finds. */
export function listViews(db: Sql, ownerId: string, place: ViewPlace | undefined): Promise<SavedViewRow[]> {
  return rows<SavedViewRow>(
    db,
    sql`SELECT ${COLUMNS} FROM saved_view v WHERE (v.owner_id = ${ownerId} OR v.is_shared)
          AND (${place ?? null}::text IS NULL OR v.place = ${place ?? null}) ORDER BY lower(v.name), v.id LIMIT 500`,
  );
}

/** Keeps a view; the owner's view of the same name in the same place is replaced. */
export async function putView(tx: Tx, view: Omit<SavedViewRow, "updatedAt">): Promise<SavedViewRow> {
  const row = await firstRow<SavedViewRow>(
    tx,
    sql`INSERT INTO saved_view AS v (id, owner_id, owner_name, name, place, query, is_shared)
        VALUES (${view.id}, ${view.ownerId}, ${view.ownerName}, ${view.name}, ${view.place}, ${view.query}, ${view.isShared})
        ON CONFLICT (owner_id, place, name) DO UPDATE SET query = EXCLUDED.query, is_shared = EXCLUDED.is_shared,
          owner_name = EXCLUDED.owner_name, updated_at = dlo_now() RETURNING ${COLUMNS}`,
  );
  if (!row) throw new Error("a view that was just written is not there");
  return row;
}

/** Forgets a view of this owner; false when there is none. */
export async function removeView(tx: Tx, ownerId: string, id: string): Promise<boolean> {
  return (await execute(tx, sql`DELETE FROM saved_view WHERE id = ${id} AND owner_id = ${ownerId}`)) > 0;
}
