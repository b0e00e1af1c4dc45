import type { InputOf } from "@/lib/contract";
import type { Run } from "@/lib/contract/runs";
import type { ItemFilterName } from "@/lib/core/runs/item";

export type ItemsView = ItemFilterName;

const PAGE_ITEMS = 50;

/** The views of the per-message table, the usual one first. Only a redrive tells what is gone. */
export function itemViewsOf({ action }: Pick<Run, "action">): readonly [ItemsView, ...ItemsView[]] {
  return action === "redrive"
    ? ["not-gone", "returned", "rejected", "skipped", "ambiguous", "all"]
    : ["all", "rejected", "skipped", "ambiguous"];
}

export function itemsInput(runId: string, view: ItemsView): InputOf<"listRunItems"> {
  return { id: runId, filter: view, limit: PAGE_ITEMS };
}
