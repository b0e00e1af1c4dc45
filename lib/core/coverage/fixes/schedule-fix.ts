import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";
import type { Destination } from "./new-queue";

interface Change {
  readonly deadLetter?: Destination;
  readonly maxRetries?: number;
}

/** The target of a schedule that exists, as code. */
export function scheduleFix(schedule: ResourceOf<"schedule">, { deadLetter, maxRetries }: Change): Fix {
  const { groupName, expression, targetArn, roleArn, deadLetterArn } = schedule.config;
  const terraformArn = deadLetter?.terraform ?? deadLetterArn;
  const cloudFormationArn = deadLetter?.cloudFormation ?? deadLetterArn;
  const attributes = {
    name: schedule.name,
    group_name: groupName,
    schedule_expression: expression,
    target: {
      block: {
        arn: targetArn,
        role_arn: roleArn ?? undefined,
        dead_letter_config: terraformArn ? { block: { arn: terraformArn } } : undefined,
        retry_policy: maxRetries === undefined ? undefined : { block: { maximum_retry_attempts: maxRetries } },
      },
    },
  };
  const properties = {
    Name: schedule.name,
    GroupName: groupName,
    ScheduleExpression: expression,
    Target: {
      Arn: targetArn,
      RoleArn: roleArn ?? undefined,
      DeadLetterConfig: cloudFormationArn ? { Arn: cloudFormationArn } : undefined,
      RetryPolicy: maxRetries === undefined ? undefined : { MaximumRetryAttempts: maxRetries },
    },
  };
  return amendment(
    {
      name: schedule.name,
      terraform: { type: "aws_scheduler_schedule", attributes },
      cloudFormation: { type: "AWS::Scheduler::Schedule", properties },
    },
    "The schedule keeps its input, time zone and flexible time window.",
  );
}
