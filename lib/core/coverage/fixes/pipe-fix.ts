import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";

interface Change {
  readonly desiredState?: "RUNNING" | "STOPPED";
  readonly messageGroupId?: string;
}

/** Settings of a pipe that exists, as code. */
export function pipeFix(pipe: ResourceOf<"pipe">, change: Change, ...notes: readonly string[]): Fix {
  const { sourceArn, targetArn, roleArn } = pipe.config;
  const { desiredState, messageGroupId } = change;
  const attributes = {
    name: pipe.name,
    role_arn: roleArn ?? undefined,
    source: sourceArn,
    target: targetArn,
    desired_state: desiredState,
    target_parameters: messageGroupId
      ? { block: { sqs_queue_parameters: { block: { message_group_id: messageGroupId } } } }
      : undefined,
  };
  const properties = {
    Name: pipe.name,
    RoleArn: roleArn ?? undefined,
    Source: sourceArn,
    Target: targetArn,
    DesiredState: desiredState,
    TargetParameters: messageGroupId ? { SqsQueueParameters: { MessageGroupId: messageGroupId } } : undefined,
  };
  return amendment(
    {
      name: pipe.name,
      terraform: { type: "aws_pipes_pipe", attributes },
      cloudFormation: { type: "AWS::Pipes::Pipe", properties },
    },
    ...notes,
  );
}
