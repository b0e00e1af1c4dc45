import type { Plan } from "@/lib/contract/plans";
import { NotFound } from "@/lib/core/errors";
import { takesWholeQueue } from "@/lib/core/plans/action";
import type { Sql } from "@/lib/db/connect";
import { getPlan as find } from "@/lib/db/plans";
import type { Ctx } from "../context";
import { onPlan } from "../on";
import { question } from "../operation";

export const getPlan = question("getPlan", (ctx, { id }) => readPlan(ctx, ctx.db, id), onPlan);

/** The plan as it is shown, read on the given connection. */
export async function readPlan(ctx: Ctx, db: Sql, id: string): Promise<Plan> {
  const row = await find(db, ctx.actor.scope, id);
  if (!row) throw new NotFound("plan", id);
  const { detail, createdByName, isExpired: _, destinationArn: __, ...plan } = row;
  const { change = null, asCode = null } = detail;
  const isScopeFrozen = !takesWholeQueue(row.driver) || change !== null;
  return { ...plan, ...detail, change, asCode, isScopeFrozen, createdBy: createdByName };
}
