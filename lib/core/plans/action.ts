/** What a plan does. *rescue* copies to the vault and *raise-retention* changes a setting: neither moves a message. */
export const PLAN_ACTIONS = ["redrive", "discard", "restore", "rescue", "raise-retention", "purge"] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** How a redrive can be done: each origin has its one correct way back; *redirect* and *put-events* are only ever chosen. */
export const REDRIVE_DRIVERS = [
  "mover",
  "move-task",
  "redirect",
  "eventbridge-target",
  "put-events",
  "scheduler-target",
  "lambda-invoke",
  "sns-endpoint",
  "stream-pointer",
] as const;
export type RedriveDriver = (typeof REDRIVE_DRIVERS)[number];

export const PLAN_DRIVERS = [...REDRIVE_DRIVERS, "discard", "restore", "rescue", "raise-retention", "purge"] as const;
export type PlanDriver = (typeof PLAN_DRIVERS)[number];

/** Takes the queue as it is when it starts, not a list of messages. */
export function takesWholeQueue(driver: PlanDriver): boolean {
  return driver === "move-task" || driver === "rescue" || driver === "raise-retention" || driver === "purge";
}

/** Whether it sends on or deletes all that lies in the queue, also what an open run of ours has in its hands. */
export function takesAll(driver: PlanDriver): boolean {
  return driver === "move-task" || driver === "purge";
}

/** Whether a run of it changes anything in AWS that lasts: only then it needs *operate* and is stopped with all writes. */
export function isWriting(action: PlanAction): boolean {
  return action !== "rescue";
}

/** Whether it receives the chosen messages from their dead-letter queue and deletes each when its effect is written down. */
export function takesOutMessages(driver: PlanDriver): boolean {
  return !takesWholeQueue(driver) && driver !== "restore";
}

/** Whether it sends in stages at a rate and is watched afterwards. */
export function isPaced(driver: PlanDriver): boolean {
  return takesOutMessages(driver) && driver !== "discard";
}
