import { parseArn } from "../arn";
import { executionArnOf, machineArnOf } from "../executions/execution-names";
import { settingsOfPlace } from "../replays/replay-settings";
import type { ReplayTerms } from "../replays/terms";
import { isAboutExecutions, type PlanDriver } from "./action";
import type { HashedItem, PlanConfiguration } from "./plan-hash";
import type { PlanSubject } from "./subject";

interface Acting {
  readonly driver: PlanDriver;
  readonly awsAccountId: string;
  readonly region: string;
  readonly subject: PlanSubject;
  readonly destinationArns: readonly string[];
  readonly configuration: PlanConfiguration;
  readonly replay: ReplayTerms | null;
  readonly items: readonly HashedItem[];
}

/**
 * Whether a plan about a resource acts on that resource and nothing else, in its own account and Region: rights, approvals
 * and the session are given by what it says that it is about.
 */
export function actsOnItsSubject(plan: Acting): boolean {
  const arn = parseArn(plan.subject.arn);
  if (arn?.awsAccountId !== plan.awsAccountId || arn.region !== plan.region) return false;
  if (plan.driver === "replay") return plan.subject.kind === "archive" && isReplayOfIt(plan);
  return isAboutExecutions(plan.driver) && plan.subject.kind === "state-machine" && isOfItsExecutions(plan);
}

function isReplayOfIt({ subject, replay, configuration, destinationArns, items }: Acting): boolean {
  if (!replay || replay.archiveArn !== subject.arn || items.length > 0) return false;
  const isAsSet = Object.entries(settingsOfPlace(replay)).every(([setting, arn]) => configuration[setting] === arn);
  return isAsSet && destinationArns.every((arn) => arn === replay.busArn);
}

function isOfItsExecutions({ driver, subject, destinationArns, items, replay }: Acting): boolean {
  const isMachine = (arn: string | null) => arn === subject.arn || (arn?.startsWith(`${subject.arn}:`) ?? false);
  const isExecution = (arn: string) => arn === executionArnOf(subject.arn, "*") || machineArnOf(arn) === subject.arn;
  const isPlace = (arn: string) => isExecution(arn) || (driver === "start-execution" && isMachine(arn));
  return (
    !replay &&
    destinationArns.every(isPlace) &&
    items.every(
      ({ messageId, destinationArn }) =>
        isExecution(messageId) && (driver === "start-execution" ? isMachine(destinationArn) : destinationArn === null),
    )
  );
}
