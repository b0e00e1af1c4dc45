import { personOf, scopeOf } from "@/lib/core/actor";
import * as approvals from "@/lib/db/approvals";
import { onPlan } from "../on";
import { question } from "../operation";
import { showPlans } from "../plans/plan-view";

/** The queue of approvals, as this actor sees it. */
export const listApprovals = question("listApprovals", async ({ db, actor }, input) => {
  const viewer = { seen: actor.scope, approvable: scopeOf(actor, "plans.approve"), personId: personOf(actor) };
  const [page, counts] = await Promise.all([
    approvals.listApprovals(db, viewer, input),
    approvals.countApprovals(db, viewer),
  ]);
  return { ...page, items: await showPlans(db, actor, page.items), counts };
});

const MOST_CLASSES = 20;

export const listPlanClasses = question(
  "listPlanClasses",
  async ({ db, actor }, { id }) => {
    const items = await approvals.listPlanClasses(db, actor.scope, id, MOST_CLASSES);
    const itemCount = await approvals.countPlanItems(db, actor.scope, id);
    return { items, otherCount: itemCount - items.reduce((sum, { count }) => sum + count, 0) };
  },
  onPlan,
);
