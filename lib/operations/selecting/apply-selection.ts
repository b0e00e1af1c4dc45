import { EVERYTHING_SELECTED, isSelected, type Selection } from "@/lib/core/selection/selection";
import type { Sql, Tx } from "@/lib/db/connect";
import { listWholeListing, selectListed } from "@/lib/db/queue-listing";
import { getSetting } from "@/lib/db/settings";

/** Where the selection is kept: `include` and `exclude`. */
export const SELECTION_SETTING = "selection";

export async function readSelection(db: Sql): Promise<Selection> {
  return (await getSetting<Selection>(db, SELECTION_SETTING)) ?? EVERYTHING_SELECTED;
}

/**
 * Decides anew which of the listed queues are looked at. Those left out keep what is known of them; those taken in are
 * read at the next discovery. Where tags decide and were never read, a line about tags does not match until they are.
 */
export async function applySelection(
  tx: Tx,
  selection: Selection,
): Promise<{ listedCount: number; selectedCount: number }> {
  const listed = await listWholeListing(tx);
  const decided = listed.map((queue) => ({
    ...queue,
    wasSelected: queue.isSelected,
    isSelected: isSelected(selection, queue),
  }));
  await selectListed(
    tx,
    decided.filter((queue) => queue.isSelected !== queue.wasSelected),
  );
  return { listedCount: decided.length, selectedCount: decided.filter((queue) => queue.isSelected).length };
}
