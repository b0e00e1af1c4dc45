import type { ResourceOf, RuleTarget } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";
import type { Destination } from "./new-queue";

interface Change {
  readonly deadLetter?: Destination;
  readonly maxRetries?: number;
}

/** One target of a rule that exists, as code. CloudFormation keeps targets inside the rule: its other targets are listed. */
export function ruleTargetFix(rule: ResourceOf<"rule">, target: RuleTarget, change: Change): Fix {
  const { busName, eventPattern, scheduleExpression, targets } = rule.config;
  return amendment(
    {
      name: `${rule.name}-${target.id}`,
      terraform: {
        type: "aws_cloudwatch_event_target",
        attributes: { rule: rule.name, event_bus_name: busName, ...terraformTarget(target, change) },
      },
      cloudFormation: {
        type: "AWS::Events::Rule",
        properties: {
          Name: rule.name,
          EventBusName: busName,
          ScheduleExpression: scheduleExpression ?? undefined,
          Targets: targets.map((one) => cloudFormationTarget(one, one.id === target.id ? change : {})),
        },
      },
    },
    ...(eventPattern ? ["The rule keeps its event pattern."] : []),
    ...(targets.some(({ input }) => input !== "event") ? ["Targets keep their inputs and transformers."] : []),
  );
}

function terraformTarget(target: RuleTarget, { deadLetter, maxRetries = target.maxRetries ?? undefined }: Change) {
  const arn = deadLetter?.terraform ?? target.deadLetterArn;
  const maxAge = target.maxAgeSeconds ?? undefined;
  return {
    target_id: target.id,
    arn: target.arn,
    role_arn: target.roleArn ?? undefined,
    dead_letter_config: arn ? { block: { arn } } : undefined,
    retry_policy:
      maxRetries === undefined && maxAge === undefined
        ? undefined
        : { block: { maximum_retry_attempts: maxRetries, maximum_event_age_in_seconds: maxAge } },
    sqs_target: target.messageGroupId ? { block: { message_group_id: target.messageGroupId } } : undefined,
  };
}

function cloudFormationTarget(target: RuleTarget, { deadLetter, maxRetries = target.maxRetries ?? undefined }: Change) {
  const arn = deadLetter?.cloudFormation ?? target.deadLetterArn;
  const maxAge = target.maxAgeSeconds ?? undefined;
  return {
    Id: target.id,
    Arn: target.arn,
    RoleArn: target.roleArn ?? undefined,
    DeadLetterConfig: arn ? { Arn: arn } : undefined,
    RetryPolicy:
      maxRetries === undefined && maxAge === undefined
        ? undefined
        : { MaximumRetryAttempts: maxRetries, MaximumEventAgeInSeconds: maxAge },
    SqsParameters: target.messageGroupId ? { MessageGroupId: target.messageGroupId } : undefined,
  };
}
