import type { Fix } from "../rule";
import { addition } from "./amendment";
import { cloudFormationId, type Intrinsic } from "./cloudformation";
import { type Expression, terraformName } from "./terraform";

const FOURTEEN_DAYS_SECONDS = 1_209_600;

/** Where failures shall go: an ARN that exists, or a reference to a queue of the same fix. */
export interface Destination {
  readonly terraform: string | Expression;
  readonly cloudFormation: string | Intrinsic;
}
export interface NewQueue extends Destination {
  readonly name: string;
  readonly fix: Fix;
  readonly terraformUrl: Expression;
  readonly cloudFormationUrl: Intrinsic;
}

/** A dead-letter queue that keeps what it gets as long as SQS can, under SQS's own key, which every service may use. */
export function newQueue(name: string): NewQueue {
  const isFifo = name.endsWith(".fifo") || undefined;
  const attributes = {
    name,
    fifo_queue: isFifo,
    message_retention_seconds: FOURTEEN_DAYS_SECONDS,
    sqs_managed_sse_enabled: true,
  };
  const properties = {
    QueueName: name,
    FifoQueue: isFifo,
    MessageRetentionPeriod: FOURTEEN_DAYS_SECONDS,
    SqsManagedSseEnabled: true,
  };
  const reference = `aws_sqs_queue.${terraformName(name)}`;
  const id = cloudFormationId(name);
  return {
    name,
    fix: addition({
      name,
      terraform: { type: "aws_sqs_queue", attributes },
      cloudFormation: { type: "AWS::SQS::Queue", properties },
    }),
    terraform: { expression: `${reference}.arn` },
    cloudFormation: { intrinsic: "GetAtt", of: `${id}.Arn` },
    terraformUrl: { expression: `${reference}.url` },
    cloudFormationUrl: { intrinsic: "Ref", of: id },
  };
}

/** A queue name that SQS accepts, made from any text: `orders` → `orders-dlq`. */
export function deadLetterQueueName(text: string, { isFifo = false } = {}): string {
  const safe = text.replace(/\.fifo$/, "").replace(/[^A-Za-z0-9_-]+/g, "-");
  return `${safe.slice(0, 70)}-dlq${isFifo ? ".fifo" : ""}`;
}
