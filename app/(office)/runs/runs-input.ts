import type { InputOf } from "@/lib/contract";

export const RUN_VIEWS = ["all", "open", "ended"] as const;
export type RunsView = (typeof RUN_VIEWS)[number];

const PAGE_ITEMS = 50;

export function runsInput(view: RunsView): InputOf<"listRuns"> {
  return { limit: PAGE_ITEMS, ...(view === "all" ? {} : { state: view }) };
}
