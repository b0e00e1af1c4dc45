/**
 * What a plan does. *rescue* copies to the vault, *raise-retention* changes a setting, *replay* has EventBridge send events of
 * an archive again: none of them moves a message.
 */
export const PLAN_ACTIONS = ["redrive", "discard", "restore", "rescue", "raise-retention", "purge", "replay"] as const;
export type PlanAction = (typeof PLAN_ACTIONS)[number];

/** How a redrive can be done: each origin has its one correct way back; *redirect* and *put-events* are only ever chosen. */
export const MESSAGE_DRIVERS = [
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
export type MessageDriver = (typeof MESSAGE_DRIVERS)[number];

/** How failed executions are taken up again: where they failed, or from the beginning. */
export const EXECUTION_DRIVERS = ["redrive-execution", "start-execution"] as const;
export type ExecutionDriver = (typeof EXECUTION_DRIVERS)[number];

export const REDRIVE_DRIVERS = [...MESSAGE_DRIVERS, ...EXECUTION_DRIVERS] as const;
export type RedriveDriver = (typeof REDRIVE_DRIVERS)[number];

/** What is about a dead-letter queue. */
export const QUEUE_DRIVERS = [...MESSAGE_DRIVERS, "discard", "restore", "rescue", "raise-retention", "purge"] as const;
export type QueueDriver = (typeof QUEUE_DRIVERS)[number];

/** What is about another resource: an archive, or a state machine with chosen executions. */
export const RESOURCE_DRIVERS = [...EXECUTION_DRIVERS, "replay"] as const;
export type ResourceDriver = (typeof RESOURCE_DRIVERS)[number];

export const PLAN_DRIVERS = [...QUEUE_DRIVERS, ...RESOURCE_DRIVERS] as const;
export type PlanDriver = (typeof PLAN_DRIVERS)[number];

export function isAboutQueue(driver: PlanDriver): driver is QueueDriver {
  return driver !== "replay" && !isAboutExecutions(driver);
}

export function isAboutExecutions(driver: PlanDriver): driver is ExecutionDriver {
  return driver === "redrive-execution" || driver === "start-execution";
}

/** Takes the queue as it is when it starts, not a list of messages. */
export function takesWholeQueue(driver: PlanDriver): boolean {
  return driver === "move-task" || driver === "rescue" || driver === "raise-retention" || driver === "purge";
}

/** Whether it acts on a list that is frozen when the plan is made. */
export function isListed(driver: PlanDriver): boolean {
  return !takesWholeQueue(driver) && driver !== "replay";
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
  return isAboutQueue(driver) && !takesWholeQueue(driver) && driver !== "restore";
}

/** Whether it sends in stages at a rate and is watched afterwards. */
export function isPaced(driver: PlanDriver): boolean {
  return isAboutExecutions(driver) || (takesOutMessages(driver) && driver !== "discard");
}
