import { CAPABILITIES } from "@/lib/core/access/capabilities";
import { approvalsWords } from "@/lib/core/approvals/approvals-needed";
import type { Sql } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { mayOnPlan } from "../access/may-on-plan";
import type { Ctx } from "../context";
import type { ParsedInput } from "../operation";
import { PlanRefused } from "./plan-refused";
import type { Standing } from "./standing";

type BreakGlass = NonNullable<ParsedInput<"applyPlan">["breakGlass"]>;

/**
 * Refuses to apply what needs more approvals than count at this moment. Returns why it may go on without them, when
 * somebody who may breaks the glass; null when it needs no more.
 */
export async function refuseUnapproved(
  ctx: Ctx,
  db: Sql,
  plan: PlanRow,
  standing: Standing,
  breakGlass: BreakGlass | undefined,
): Promise<BreakGlass | null> {
  const capability = "plans.break-glass";
  if (breakGlass && !(await mayOnPlan(db, ctx.actor, capability, plan)))
    throw new PlanRefused(`You may not ${CAPABILITIES[capability]} here.`, { plan, why: "capability", capability });
  if (standing.isEnough) return null;
  if (breakGlass) return breakGlass;
  const { count, reasons } = standing.needed;
  throw new PlanRefused(
    `${lackingWords(standing)} Ask for approval first.`,
    { plan, why: "approval-needed", capability: null },
    "approval-needed",
    { needed: count, given: standing.counting.length, reasons },
  );
}

/** What is missing, in a sentence: "This needs 1 approval by somebody else: production, more than 100 messages." */
export function lackingWords({ needed, counting }: Standing): string {
  const has = counting.length > 0 ? ` and has ${counting.length}` : "";
  return `This needs ${approvalsWords(needed.count)} by somebody else${has}: ${needed.reasons.join("; ")}.`;
}
