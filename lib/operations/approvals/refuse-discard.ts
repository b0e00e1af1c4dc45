import { CAPABILITIES } from "@/lib/core/access/capabilities";
import type { Tx } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import type { Ctx } from "../context";
import { PlanRefused } from "./plan-refused";

/** Refuses to let messages be discarded by who may apply plans and not that. */
export async function refuseDiscard(ctx: Ctx, tx: Tx, plan: PlanRow): Promise<void> {
  const capability = "messages.discard";
  if (plan.action === "discard" && !(await mayOnPlan(tx, ctx.actor, capability, plan)))
    throw new PlanRefused(`You may not ${CAPABILITIES[capability]} here.`, { plan, why: "capability", capability });
}
