import { choiceIn, type Parameters } from "@/app/_components/page-parameters";
import { withScope } from "@/app/_components/shell/scope-address";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";

const VIEWS = ["needs-action", "all", "backlog", "snoozed", "dismissed", "resolved"] as const;
export type NowView = (typeof VIEWS)[number];

export const PAGE_ITEMS = 50;

/** The view that an address names; what needs action when it names none. */
export function viewIn(parameters: Parameters): NowView {
  return choiceIn(parameters, "tab", VIEWS);
}

export function viewAddress(view: NowView, scope: ScopeChoice): string {
  return withScope(view === "needs-action" ? "/" : `/?tab=${view}`, scope);
}
