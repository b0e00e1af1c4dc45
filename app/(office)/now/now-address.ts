import { withScope } from "@/app/_components/shell/scope-address";
import type { ScopeChoice } from "@/app/_components/shell/shell-facts";

export type NowView = "needs-action" | "all" | "backlog" | "resolved";

export const PAGE_ITEMS = 50;

const VIEWS: readonly string[] = ["needs-action", "all", "backlog", "resolved"] satisfies NowView[];

export function isNowView(text: string | undefined): text is NowView {
  return text !== undefined && VIEWS.includes(text);
}

/** The view that an address names; what needs action when it names none. */
export function viewIn(tab: string | undefined): NowView {
  return isNowView(tab) ? tab : "needs-action";
}

export function viewAddress(view: NowView, scope: ScopeChoice): string {
  return withScope(view === "needs-action" ? "/" : `/?tab=${view}`, scope);
}
