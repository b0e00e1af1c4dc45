import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { getPlan, type PlanRow } from "@/lib/db/plans";
import { loadItems } from "@/lib/db/run-items";
import type { RunRow } from "@/lib/db/runs";
import { mayOnPlan } from "../access/may-on-plan";
import { messageLimit } from "../approvals/message-limit";
import { lackingWords } from "../approvals/refuse-unapproved";
import { readStanding } from "../approvals/standing";
import { readApprovalTerms } from "../approvals/terms";
import { hashOfPlan } from "../plans/gather";
import type { WorkerCtx } from "../worker-context";

/**
 * Why the run may not begin without more approvals: judged by what people said and may do now, never by the state that is
 * written on plan or run, and only for messages and places that still make the hash which was approved. Of a run that is
 * under way the rights of who approved it are past.
 */
export async function missingApproval(ctx: WorkerCtx, run: RunRow, actor: Actor): Promise<string | undefined> {
  const plan = await getPlan(ctx.db, EVERYTHING, run.planId);
  if (!plan) return "its plan is not there any more";
  const isUnderWay = run.state === "running";
  const standing = await readStanding(ctx.db, plan, { isUnderWay });
  const end = standing.said.find(({ kind }) => kind === "refused" || kind === "withdrawn");
  if (end) return `${end.byName} ${end.kind === "refused" ? "refused its plan" : "took its plan back"}`;
  if (!isUnderWay && (await messageLimit(ctx.db, actor, plan, (await readApprovalTerms(ctx.db)).applyLimit)))
    return `${run.requestedByName} may not apply plans of so many messages here`;
  if (standing.needed.count > 0 && (await isOther(ctx, run, plan)))
    return "its messages or queues are not those of the plan that people saw";
  if (standing.isEnough) return undefined;
  if (run.breakGlassReason === null) return lackingWords(standing);
  return (await mayOnPlan(ctx.db, actor, "plans.break-glass", plan))
    ? undefined
    : `${run.requestedByName} may not break the glass here any more`;
}

/** The ledger, its destinations and the terms must still make the hash that people saw. */
async function isOther(ctx: WorkerCtx, run: RunRow, plan: PlanRow): Promise<boolean> {
  const { action, driver, detail } = plan;
  const items = await loadItems(ctx.db, run.id);
  return plan.hash !== hashOfPlan({ action, driver, configuration: detail.configuration, terms: detail }, items);
}
