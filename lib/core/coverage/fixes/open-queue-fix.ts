import type { ResourceOf } from "../../inventory/resource";
import { redriveAllowPolicyOf } from "../redrive-allow-policy";
import type { Fix } from "../rule";
import { amendment } from "./amendment";

const MOST_SOURCES = 10;

/** A dead-letter queue that lets one source more in. SQS takes ten; beyond that only all. */
export function redriveAllowFix(queue: ResourceOf<"queue">, sourceArn: string): Fix {
  const { sourceQueueArns = [] } = redriveAllowPolicyOf(queue.config.redriveAllowPolicy);
  const sources = [...sourceQueueArns, sourceArn];
  const policy =
    sources.length > MOST_SOURCES
      ? { redrivePermission: "allowAll" }
      : { redrivePermission: "byQueue", sourceQueueArns: sources };
  return queueAmendment(queue, { redrive_allow_policy: { json: policy } }, { RedriveAllowPolicy: policy });
}

/** A queue under SQS's own key instead of AWS's KMS key: every service that the policy lets in can then send. */
export function ownKeyFix(queue: ResourceOf<"queue">): Fix {
  return queueAmendment(
    queue,
    { sqs_managed_sse_enabled: true },
    { SqsManagedSseEnabled: true },
    "Remove the KMS key from the queue. Where a KMS key is demanded, use a customer's key that lets the service use it.",
  );
}

type Parts = Parameters<typeof amendment>[0];
function queueAmendment(
  { name, config }: ResourceOf<"queue">,
  attributes: Parts["terraform"]["attributes"],
  properties: Parts["cloudFormation"]["properties"],
  ...notes: readonly string[]
): Fix {
  const isFifo = config.isFifo || undefined;
  return amendment(
    {
      name,
      terraform: { type: "aws_sqs_queue", attributes: { name, fifo_queue: isFifo, ...attributes } },
      cloudFormation: { type: "AWS::SQS::Queue", properties: { QueueName: name, FifoQueue: isFifo, ...properties } },
    },
    ...notes,
  );
}
