import { Conflict, NotFound } from "@/lib/core/errors";
import type { Tx } from "@/lib/db/connect";
import { getPlan, lockPlan, type PlanRow } from "@/lib/db/plans";
import type { Ctx } from "../context";
import { readStanding, type Standing } from "./standing";

interface Locked {
  readonly plan: PlanRow;
  readonly standing: Standing;
}

/**
 * The plan, locked until the transaction ends, while something can still be decided about it. Refused when it is not
 * exactly the plan that the caller saw, or when it has ended.
 */
export async function lockOpenPlan(ctx: Ctx, tx: Tx, id: string, hash?: string): Promise<Locked> {
  await lockPlan(tx, id);
  const plan = await getPlan(tx, ctx.actor.scope, id);
  if (!plan) throw new NotFound("plan", id);
  if (hash !== undefined && plan.hash !== hash)
    throw new Conflict("plan-changed", "This is not the hash of the plan.", { hash: plan.hash });
  if (plan.state === "expired")
    throw new Conflict("plan-expired", "The plan has expired. Make a new one; it takes a second.", {
      expiredAt: plan.expiresAt,
    });
  const standing = await readStanding(tx, plan);
  refuseEnded(plan, standing);
  return { plan, standing };
}

/** Refuses what somebody refused or took back, or what is applied already. */
export function refuseEnded(plan: PlanRow, { said }: Standing): void {
  if (plan.state === "applied")
    throw new Conflict("approval-not-open", "The plan was applied already.", { runId: plan.runId });
  if (plan.state !== "refused" && plan.state !== "withdrawn") return;
  const last = said.findLast(({ kind }) => kind === plan.state);
  const verb = plan.state === "refused" ? "refused the plan" : "took the plan back";
  throw new Conflict(
    "approval-not-open",
    `${last?.byName ?? "Somebody"} ${verb}${last?.comment ? `: ${last.comment}` : "."} It stays so; make a new one.`,
    { state: plan.state },
  );
}
