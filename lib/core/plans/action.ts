/** What a plan does. *rescue* copies to the vault and *raise-retention* changes a setting: neither moves a message. */
export const PLAN_ACTIONS = ["redrive", "discard", "restore", "rescue", "raise-retention"] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

export const PLAN_DRIVERS = ["mover", "move-task", "discard", "restore", "rescue", "raise-retention"] as const;
export type PlanDriver = (typeof PLAN_DRIVERS)[number];

/** Takes the queue as it is when it starts, not a list of messages. */
export function takesWholeQueue(driver: PlanDriver): boolean {
  return driver === "move-task" || driver === "rescue" || driver === "raise-retention";
}

/** Whether a run of it changes anything in AWS that lasts: only then it needs *operate* and is stopped with all writes. */
export function isWriting(action: PlanAction): boolean {
  return action !== "rescue";
}
