import { CAPABILITIES, type Capability } from "@/lib/core/access/capabilities";
import type { PlanAction } from "@/lib/core/plans/action";
import type { Tx } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import type { Ctx } from "../context";
import { PlanRefused } from "./plan-refused";

/** What an action takes beside the right to apply plans. */
export const FURTHER_RIGHTS: Partial<Record<PlanAction, Capability>> = {
  discard: "messages.discard",
  purge: "queues.purge",
  replay: "replays.start",
};

/** Refuses to let messages be discarded, a queue be purged or a replay be started by who may apply plans and not that. */
export async function refuseDiscard(ctx: Ctx, tx: Tx, plan: PlanRow): Promise<void> {
  const capability = furtherRight(plan);
  if (capability && !(await mayOnPlan(tx, ctx.actor, capability, plan)))
    throw new PlanRefused(`You may not ${CAPABILITIES[capability]} here.`, { plan, why: "capability", capability });
}

/** The right that a plan takes beside that to apply plans; undefined where there is none. */
export function furtherRight({ action, detail }: Pick<PlanRow, "action" | "detail">): Capability | undefined {
  return FURTHER_RIGHTS[action] ?? (detail.isEdited ? "messages.edit" : undefined);
}
