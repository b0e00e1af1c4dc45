import { parseArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import { isAboutQueue, type PlanDriver } from "./action";
import type { PlanConfiguration } from "./plan-hash";
import { WAYS } from "./ways";
import type { Grant } from "./ways/way";

const READING = ["sqs:GetQueueAttributes", "sqs:ReceiveMessage", "sqs:ChangeMessageVisibility"];
/** A move task of somebody else would take the same messages: it is looked for first. */
const TAKING_OUT = [...READING, "sqs:DeleteMessage", "sqs:ListMessageMoveTasks"];
const SETTINGS = ["sqs:GetQueueAttributes", "sqs:SetQueueAttributes"];
/** SQS moves with the rights of whoever started the task. */
const MOVING = [
  "sqs:GetQueueAttributes",
  "sqs:ReceiveMessage",
  "sqs:DeleteMessage",
  "sqs:StartMessageMoveTask",
  "sqs:ListMessageMoveTasks",
  "sqs:CancelMessageMoveTask",
];

/** What a run does to its dead-letter queue; everything about one that is not named here takes messages out of it. */
const ON_QUEUE: Readonly<Partial<Record<PlanDriver, readonly string[]>>> = {
  "move-task": MOVING,
  restore: [],
  rescue: READING,
  "raise-retention": SETTINGS,
  purge: [...READING, "sqs:ListMessageMoveTasks", "sqs:PurgeQueue"],
};

/** To take messages out of a queue, give them back and delete them, and to send nowhere. */
export function drainGrants(queueArn: string): Grant[] {
  return [{ actions: [...READING, "sqs:DeleteMessage"], arns: [queueArn] }];
}

export function settingsGrants(queueArn: string): Grant[] {
  return [{ actions: SETTINGS, arns: [queueArn] }];
}

/**
 * All that a run of this plan may do, and on what: its way's steps on its dead-letter queue, the calls to the places it
 * goes to, and what it must read first. Nothing else that the role may.
 */
export function grantsOfPlan(plan: {
  readonly driver: PlanDriver;
  readonly subjectArn: string;
  readonly destinationArns: readonly string[];
  readonly configuration: PlanConfiguration;
}): Grant[] {
  const way = WAYS[plan.driver];
  const services = [...new Set(way.actions.map(serviceOf))];
  const calls = services.map((service) => ({
    actions: way.actions.filter((action) => serviceOf(action) === service),
    arns: plan.destinationArns
      .filter((arn) => parseArn(arn)?.service === service)
      .flatMap((arn) => versionsOf(plan.driver, arn)),
  }));
  return [
    { actions: isAboutQueue(plan.driver) ? (ON_QUEUE[plan.driver] ?? TAKING_OUT) : [], arns: [plan.subjectArn] },
    ...calls,
    ...(way.reads?.(plan.configuration) ?? []),
  ].filter(({ actions, arns }) => actions.length > 0 && arns.length > 0);
}

/** The version or alias may stand in the message only: then any of that one function is the plan's. */
function versionsOf(driver: PlanDriver, arn: string): string[] {
  return driver === "lambda-invoke" && arn === unqualified(arn) ? [arn, `${arn}:*`] : [arn];
}

function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}
