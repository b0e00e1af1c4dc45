import type { PlanFacts } from "@/lib/core/approvals/approvals-needed";
import { takesWholeQueue } from "@/lib/core/plans/action";
import type { PlanRow } from "@/lib/db/plans";

/** What approval rules look at, from the plan and what we know of its queue now. */
export function planFacts(plan: PlanRow): PlanFacts {
  const { action, accountId, environment, isProduction, isFifo } = plan;
  return {
    action,
    accountId,
    environment,
    isProduction,
    isFifo,
    messageCount: messageCountOf(plan),
    hasEditedBodies: plan.detail.isEdited,
    hasOverriddenCheck:
      plan.detail.overrides.length > 0 ||
      plan.detail.checks.some(({ id, result }) => id === "reads-only-by-reason" && result === "warn"),
  };
}

/** What takes a whole queue has about as many as were seen last, a replay as many events as were estimated, or nobody knows: null. */
export function messageCountOf(plan: PlanRow): number | null {
  if (plan.action === "raise-retention") return 0;
  if (plan.detail.replay) return plan.detail.replay.estimatedEvents;
  return takesWholeQueue(plan.driver) ? plan.visibleCount : plan.itemCount;
}

/** How many messages it sends or deletes. A rescue only copies, so no limit is about it. */
export function changedCountOf(plan: PlanRow): number | null {
  return plan.action === "rescue" ? 0 : messageCountOf(plan);
}
