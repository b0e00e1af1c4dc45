import type { InputOf } from "@/lib/contract";
import { APPROVAL_VIEWS } from "@/lib/contract/approvals";

export { APPROVAL_VIEWS };
export type ApprovalsView = (typeof APPROVAL_VIEWS)[number];

const PAGE_ITEMS = 50;

export function approvalsInput(view: ApprovalsView): InputOf<"listApprovals"> {
  return { view, limit: PAGE_ITEMS };
}

/** What the badge asks: the counts, with as few plans as can be. */
export const COUNTS_INPUT = { limit: 1 } as const satisfies InputOf<"listApprovals">;
