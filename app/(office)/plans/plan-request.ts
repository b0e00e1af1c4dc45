import type { InputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { REDRIVE_DRIVERS, type RedriveDriver, takesWholeQueue } from "@/lib/core/plans/action";

type CreatePlan = InputOf<"createPlan">;

/** What somebody wants done, before any terms. */
export type PlanRequest = Pick<CreatePlan, "action" | "selection" | "driver" | "reason">;

/** The terms of a plan that a person may change; each change makes a new plan. */
export type PlanTerms = Pick<
  CreatePlan,
  | "driver"
  | "destinationArn"
  | "ratePerSecond"
  | "duplicates"
  | "stages"
  | "stageObservationSeconds"
  | "returnThresholdPercent"
  | "itemOrder"
  | "doesMark"
  | "overrides"
>;

/** The request behind a plan that is opened by its id; undefined where it named messages, which a plan does not list. */
export function requestBehind(plan: Plan): PlanRequest | undefined {
  const { queueId } = plan;
  if (queueId === null) return requestAboutResource(plan);
  if (plan.driver === "move-task") return { action: plan.action, selection: { queueId }, driver: plan.driver };
  if (takesWholeQueue(plan.driver))
    return {
      action: plan.action,
      selection: { queueId },
      ...(plan.reason === null ? {} : { reason: plan.reason }),
    };
  if (plan.classId) return { action: plan.action, selection: { classId: plan.classId } };
  return undefined;
}

function requestAboutResource({ action, classId, resourceId, replay }: Plan): PlanRequest | undefined {
  if (replay === null || resourceId === null) return classId ? { action, selection: { classId } } : undefined;
  const { from, until } = replay;
  // Rules are known by their ARNs here; chosen ones are chosen again where the replay is planned.
  return replay.ruleArns === null
    ? { action, selection: { archiveId: resourceId, from, until, allRules: true } }
    : undefined;
}

/** The body of the request that makes the plan. What was not changed is left to the office. */
export function planInput(request: PlanRequest, { driver: chosen, ...terms }: PlanTerms): CreatePlan {
  const driver = chosen ?? request.driver;
  const given = Object.entries(terms).filter(([, value]) => value !== undefined);
  return {
    action: request.action,
    selection: request.selection,
    ...(driver && request.action === "redrive" ? { driver } : {}),
    ...(request.reason === undefined ? {} : { reason: request.reason }),
    ...Object.fromEntries(given),
  };
}

export function isRedriveDriver(text: string): text is RedriveDriver {
  return (REDRIVE_DRIVERS as readonly string[]).includes(text);
}
