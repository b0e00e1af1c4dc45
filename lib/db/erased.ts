import type { Sql, Tx } from "./connect";
import { HOLD_ON_MESSAGE } from "./holds";
import { execute, firstRow, rows, sql } from "./query";

export interface ErasedCount {
  readonly erasedCount: number;
  readonly erasedHeldCount: number;
}
/** How many of these messages were erased for good, or how many that lie in this queue. */
export async function countErased(
  db: Sql,
  of: { readonly ids: readonly string[] } | { readonly queueId: string },
): Promise<ErasedCount> {
  const chosen =
    "ids" in of ? sql`f.id = ANY(${[...of.ids]}::text[])` : sql`f.queue_id = ${of.queueId} AND f.state = 'present'`;
  const row = await firstRow<ErasedCount>(
    db,
    sql`SELECT count(*)::int AS erased_count, count(${HOLD_ON_MESSAGE})::int AS erased_held_count FROM failed_message f WHERE ${chosen} AND f.is_tombstone`,
  );
  return row ?? { erasedCount: 0, erasedHeldCount: 0 };
}

/** Of these messages those that were erased for good. */
export async function listTombstones(db: Sql, ids: readonly string[]): Promise<Set<string>> {
  const found = await rows<{ id: string }>(
    db,
    sql`SELECT id FROM failed_message WHERE id = ANY(${[...ids]}::text[]) AND is_tombstone`,
  );
  return new Set(found.map(({ id }) => id));
}

/** Nobody erases the messages of a plan until the transaction ends: after it they are in an open run, which erasing waits for. */
export async function holdPlanMessages(tx: Tx, planId: string): Promise<void> {
  await execute(
    tx,
    sql`SELECT 1 FROM failed_message WHERE id IN (SELECT message_row_id FROM plan_item WHERE plan_id = ${planId}) ORDER BY id FOR KEY SHARE`,
  );
}
