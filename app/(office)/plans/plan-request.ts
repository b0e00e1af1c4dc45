import type { InputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { takesWholeQueue } from "@/lib/core/plans/action";

type CreatePlan = InputOf<"createPlan">;

/** What somebody wants done, before any terms. */
export type PlanRequest = Pick<CreatePlan, "action" | "selection" | "driver" | "reason">;

/** The terms of a plan that a person may change; each change makes a new plan. */
export type PlanTerms = Pick<CreatePlan, "driver" | "ratePerSecond" | "duplicates">;

/** The request behind a plan that is opened by its id; undefined where it named messages, which a plan does not list. */
export function requestBehind(plan: Plan): PlanRequest | undefined {
  if (plan.driver === "move-task")
    return { action: plan.action, selection: { queueId: plan.queueId }, driver: plan.driver };
  if (takesWholeQueue(plan.driver))
    return {
      action: plan.action,
      selection: { queueId: plan.queueId },
      ...(plan.reason === null ? {} : { reason: plan.reason }),
    };
  if (plan.classId) return { action: plan.action, selection: { classId: plan.classId } };
  return undefined;
}

/** The body of the request that makes the plan. */
export function planInput(request: PlanRequest, terms: PlanTerms): CreatePlan {
  const driver = terms.driver ?? request.driver;
  return {
    action: request.action,
    selection: request.selection,
    ...(driver && request.action === "redrive" ? { driver } : {}),
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...(terms.ratePerSecond === undefined ? {} : { ratePerSecond: terms.ratePerSecond }),
    ...(terms.duplicates === undefined ? {} : { duplicates: terms.duplicates }),
  };
}
