import type { ScopeChoice } from "@/app/_components/shell/shell-facts";
import type { InputOf } from "@/lib/contract";

/** Pages that nobody has: how many there are stands at their place in the rail. */
export const UNANSWERED_PAGES = { state: "open", severity: "page", limit: 1 } as const satisfies InputOf<"listAlerts">;

/** What the headline speaks of: those that nobody has, the gravest first. */
export function openAlerts({ accountId }: ScopeChoice): InputOf<"listAlerts"> {
  return { state: "open", limit: 200, ...(accountId ? { accountId } : {}) };
}
