import { Conflict } from "@/lib/core/errors";
import { setPlanAsked } from "@/lib/db/plans";
import { onPlan } from "../on";
import { command } from "../operation";
import { readPlan } from "../plans/get-plan";
import { lockOpenPlan } from "./lock-plan";
import { say } from "./say";

/** Asks other people to approve a plan, which then lives for 24 hours. Refused when none is needed or a check blocks it. */
export const askForApproval = command(
  "askForApproval",
  async (ctx, tx, { id, hash, comment }) => {
    const { plan, standing } = await lockOpenPlan(ctx, tx, id, hash);
    const refusal = WHY_NOT_ASK[standing.state];
    if (refusal) throw new Conflict("approval-not-open", refusal, { state: standing.state });
    if (plan.state === "awaiting-approval")
      throw new Conflict("approval-not-open", "Approval of this plan was asked for already.", { state: plan.state });
    const block = plan.detail.checks.find(({ result }) => result === "block");
    if (block) throw new Conflict("plan-not-applicable", block.text, { blocks: [block] });
    await setPlanAsked(tx, id);
    const { count, reasons } = standing.needed;
    await say(ctx, tx, plan, "asked", comment, { needed: count, reasons });
    return readPlan(ctx, tx, id);
  },
  onPlan,
);

const WHY_NOT_ASK: Partial<Record<string, string>> = {
  "not-needed": "This plan needs no approval: it can be applied.",
  approved: "This plan is approved: it can be applied.",
};
