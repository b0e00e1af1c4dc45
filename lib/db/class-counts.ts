import type { Sql } from "./connect";
import { firstRow, sql } from "./query";

/**
 * Adds to the classes what changed of their messages since the last time, and finds their first expiry anew. The counts
 * that readers get are exact before it too; the first expiry is as of the last folding. Returns how many classes it touched.
 */
export async function foldClassCounts(db: Sql): Promise<number> {
  const row = await firstRow<{ touched: number }>(db, sql`SELECT fold_class_counts() AS touched`);
  return row?.touched ?? 0;
}
