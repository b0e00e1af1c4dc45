import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import type { InputOf } from "@/lib/contract";

export const RUN_VIEWS = ["all", "open", "ended"] as const;
export type RunsView = (typeof RUN_VIEWS)[number];

const PAGE_ITEMS = 50;

export function runsInput(view: RunsView, scope: ScopeChoice): InputOf<"listRuns"> {
  return { limit: PAGE_ITEMS, ...scope, ...(view === "all" ? {} : { state: view }) };
}
