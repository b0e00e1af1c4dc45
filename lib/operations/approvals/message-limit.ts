import type { Actor } from "@/lib/core/actor";
import type { Sql, Tx } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import type { Ctx } from "../context";
import { changedCountOf } from "./plan-facts";
import { PlanRefused } from "./plan-refused";
import { readApprovalTerms } from "./terms";

/** Refuses more messages than the actor may change at once: few by `plans.apply`, a token never more than it was made for. */
export async function refuseTooMany(ctx: Ctx, tx: Tx, plan: PlanRow): Promise<void> {
  const limit = await messageLimit(tx, ctx.actor, plan, (await readApprovalTerms(tx)).applyLimit);
  if (!limit) return;
  const count = changedCountOf(plan);
  const size = count === null ? "nobody knows how many" : count.toLocaleString("en-US");
  const capability = limit.isOfToken ? null : "plans.apply-large";
  throw new PlanRefused(
    `${limit.isOfToken ? "This token" : "You"} may apply plans of at most ${limit.most} messages here; this one has ${size}.`,
    { plan, why: "too-many-messages", capability },
    "too-many-messages",
    { mostMessages: limit.most, isOfToken: limit.isOfToken },
  );
}

/** The limit that the plan is over; undefined when it is not. An unknown number of messages is over any. */
export async function messageLimit(
  db: Sql,
  actor: Actor,
  plan: PlanRow,
  applyLimit: number,
): Promise<{ readonly most: number; readonly isOfToken: boolean } | undefined> {
  const count = changedCountOf(plan) ?? Number.POSITIVE_INFINITY;
  const { maxMessages } = actor;
  if (maxMessages !== undefined && count > maxMessages) return { most: maxMessages, isOfToken: true };
  const isLarge = count > applyLimit && !(await mayOnPlan(db, actor, "plans.apply-large", plan));
  return isLarge ? { most: applyLimit, isOfToken: false } : undefined;
}
