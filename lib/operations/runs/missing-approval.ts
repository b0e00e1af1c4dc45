import { EVERYTHING } from "@/lib/core/access/scope";
import type { Actor } from "@/lib/core/actor";
import { getPlan } from "@/lib/db/plans";
import type { RunRow } from "@/lib/db/runs";
import { mayOnPlan } from "../access/may-on-plan";
import { messageLimit } from "../approvals/message-limit";
import { lackingWords } from "../approvals/refuse-unapproved";
import { readStanding } from "../approvals/standing";
import { readApprovalTerms } from "../approvals/terms";
import type { WorkerCtx } from "../worker-context";

/**
 * Why the run may not begin without more approvals: judged by what people said and may do now, never by the state that is
 * written on plan or run. Of a run that is under way the rights of who approved it are past.
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
  if (standing.isEnough) return undefined;
  if (run.breakGlassReason === null) return lackingWords(standing);
  return (await mayOnPlan(ctx.db, actor, "plans.break-glass", plan))
    ? undefined
    : `${run.requestedByName} may not break the glass here any more`;
}
