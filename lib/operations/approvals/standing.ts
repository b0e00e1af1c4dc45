import { approvalsNeeded, type Needed } from "@/lib/core/approvals/approvals-needed";
import { type ApprovalState, approvalState, countingApprovals, type Sides } from "@/lib/core/approvals/standing";
import { type ApprovalRow, listSaid } from "@/lib/db/approvals";
import type { Sql } from "@/lib/db/connect";
import type { PlanRow } from "@/lib/db/plans";
import { actorById } from "../access/actor-of";
import { mayOnPlan } from "../access/may-on-plan";
import { planFacts } from "./plan-facts";
import { readApprovalTerms } from "./terms";

/** Where a plan stands by the rules and the rights of now. */
export interface Standing {
  readonly needed: Needed;
  readonly said: readonly ApprovalRow[];
  readonly counting: readonly ApprovalRow[];
  readonly sides: Sides;
  readonly state: ApprovalState;
  /** Enough other people have approved exactly this plan, or none need to. What somebody refused is not asked here. */
  readonly isEnough: boolean;
}

/**
 * The standing of each of these plans, by its id. It is worked out from what was said, never from the state that is
 * written on the plan: who can write there can not approve by it. `isUnderWay`: who approved need not have the right still.
 */
export async function readStandings(
  db: Sql,
  plans: readonly PlanRow[],
  { isUnderWay = false } = {},
): Promise<Map<string, Standing>> {
  const { rules } = await readApprovalTerms(db);
  const said = await listSaid(
    db,
    plans.map(({ id }) => id),
  );
  const mayStill = rightsReader(db);
  const standings = new Map<string, Standing>();
  for (const plan of plans) {
    const own = said.filter(({ planId }) => planId === plan.id);
    const given = await Promise.all(
      own
        .filter(({ kind }) => kind === "approved")
        .map(async (row) => ({ ...row, mayStill: isUnderWay || (await mayStill(row, plan)) })),
    );
    standings.set(plan.id, standingOf(plan, approvalsNeeded(planFacts(plan), rules), own, given));
  }
  return standings;
}

export async function readStanding(
  db: Sql,
  plan: PlanRow,
  options?: { readonly isUnderWay: boolean },
): Promise<Standing> {
  const standing = (await readStandings(db, [plan], options)).get(plan.id);
  if (!standing) throw new Error("a plan without a standing");
  return standing;
}

function standingOf(
  plan: PlanRow,
  needed: Needed,
  said: readonly ApprovalRow[],
  given: readonly (ApprovalRow & { readonly mayStill: boolean })[],
): Standing {
  const asked = said.filter(({ kind }) => kind === "asked");
  const sides: Sides = {
    hash: plan.hash,
    creatorPersonId: plan.createdByPerson,
    askerPersonIds: asked.map(({ personId }) => personId),
  };
  const counting = countingApprovals(given, sides);
  const isAsked = asked.length > 0;
  const state = approvalState({ planState: plan.state, needed: needed.count, countingCount: counting.length, isAsked });
  return { needed, said, counting, sides, state, isEnough: counting.length >= needed.count };
}

/** Whether whoever approved, the person or their token, may approve that plan at this moment. Asks once for each of them. */
function rightsReader(db: Sql) {
  const actors = new Map<string, ReturnType<typeof actorById>>();
  return async ({ byId }: ApprovalRow, plan: PlanRow): Promise<boolean> => {
    const known = actors.get(byId) ?? actorById(db, byId);
    actors.set(byId, known);
    const actor = await known;
    return actor !== undefined && mayOnPlan(db, actor, "plans.approve", plan);
  };
}
