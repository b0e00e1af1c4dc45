import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";

interface Change {
  readonly retentionSeconds?: number;
  readonly visibilityTimeoutSeconds?: number;
  readonly redrive?: { readonly deadLetterTargetArn: string; readonly maxReceiveCount: number };
}

/** Settings of a queue that exists, as code. */
export function queueFix(queue: ResourceOf<"queue">, change: Change, ...notes: readonly string[]): Fix {
  const isFifo = queue.config.isFifo ? true : undefined;
  const { retentionSeconds, visibilityTimeoutSeconds, redrive } = change;
  const attributes = {
    name: queue.name,
    fifo_queue: isFifo,
    message_retention_seconds: retentionSeconds,
    visibility_timeout_seconds: visibilityTimeoutSeconds,
    redrive_policy: redrive && { json: redrive },
  };
  const properties = {
    QueueName: queue.name,
    FifoQueue: isFifo,
    MessageRetentionPeriod: retentionSeconds,
    VisibilityTimeout: visibilityTimeoutSeconds,
    RedrivePolicy: redrive && { ...redrive },
  };
  return amendment(
    {
      name: queue.name,
      terraform: { type: "aws_sqs_queue", attributes },
      cloudFormation: { type: "AWS::SQS::Queue", properties },
    },
    ...notes,
  );
}
