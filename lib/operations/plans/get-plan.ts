import type { Plan } from "@/lib/contract/plans";
import { NotFound } from "@/lib/core/errors";
import type { Sql } from "@/lib/db/connect";
import { getPlan as find } from "@/lib/db/plans";
import type { Ctx } from "../context";
import { onPlan } from "../on";
import { question } from "../operation";
import { showPlans } from "./plan-view";

export const getPlan = question("getPlan", (ctx, { id }) => readPlan(ctx, ctx.db, id), onPlan);

/** The plan as it is shown, read on the given connection. */
export async function readPlan(ctx: Ctx, db: Sql, id: string): Promise<Plan> {
  const row = await find(db, ctx.actor.scope, id);
  const [plan] = row ? await showPlans(db, ctx.actor, [row]) : [];
  if (!plan) throw new NotFound("plan", id);
  return plan;
}
