import { personOf } from "@/lib/core/actor";
import { whyNotYou } from "@/lib/core/approvals/standing";
import { Conflict } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { type PlanRow, setPlanState } from "@/lib/db/plans";
import type { Ctx } from "../context";
import { onPlan } from "../on";
import { command } from "../operation";
import { readPlan } from "../plans/get-plan";
import { lockOpenPlan } from "./lock-plan";
import { notingRefusals, PlanRefused } from "./plan-refused";
import { say } from "./say";
import { readStanding, type Standing } from "./standing";

/** Approves exactly this plan. Two people at once take turns; one person counts once, whatever token they come with. */
export const approvePlan = notingRefusals(
  "approvePlan",
  command(
    "approvePlan",
    async (ctx, tx, { id, hash, comment }) => {
      const { plan, standing } = await lockAskedPlan(ctx, tx, id, hash);
      if (standing.state === "approved")
        throw new Conflict("approval-not-open", "The plan is approved already.", { state: standing.state });
      refuseOwn(ctx, plan, standing, approversOf(standing));
      await say(ctx, tx, plan, "approved", comment);
      if ((await readStanding(tx, plan)).isEnough) await setPlanState(tx, id, "approved");
      return readPlan(ctx, tx, id);
    },
    onPlan,
  ),
);

/** Refuses a plan for good, one that was approved too as long as nobody applied it. */
export const refusePlan = notingRefusals(
  "refusePlan",
  command(
    "refusePlan",
    async (ctx, tx, { id, hash, comment }) => {
      const { plan, standing } = await lockAskedPlan(ctx, tx, id, hash);
      refuseOwn(ctx, plan, standing, []);
      await say(ctx, tx, plan, "refused", comment);
      await setPlanState(tx, id, "refused");
      return readPlan(ctx, tx, id);
    },
    onPlan,
  ),
);

async function lockAskedPlan(ctx: Ctx, tx: Tx, id: string, hash: string) {
  const locked = await lockOpenPlan(ctx, tx, id, hash);
  if (locked.plan.askedAt === null)
    throw new Conflict("approval-not-open", "Nobody has asked for approval of this plan yet.", {
      state: locked.plan.state,
    });
  return locked;
}

function refuseOwn(ctx: Ctx, plan: PlanRow, { sides }: Standing, approvedBy: readonly string[]): void {
  const refusal = whyNotYou(personOf(ctx.actor), sides, approvedBy);
  if (refusal) throw new PlanRefused(refusal, { plan, why: "own-plan", capability: null });
}

function approversOf({ said }: Standing): string[] {
  return said.filter(({ kind }) => kind === "approved").map(({ personId }) => personId);
}
