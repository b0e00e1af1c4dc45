import type { ResourceOf } from "../../inventory/resource";
import type { Fix } from "../rule";
import { amendment } from "./amendment";
import type { Destination } from "./new-queue";

const RECEIVES = 5;

/** A queue that exists with a redrive policy, as code. */
export function redriveFix(queue: ResourceOf<"queue">, deadLetter: Destination): Fix {
  const isFifo = queue.config.isFifo || undefined;
  const maxReceiveCount = queue.config.maxReceiveCount ?? RECEIVES;
  return amendment({
    name: queue.name,
    terraform: {
      type: "aws_sqs_queue",
      attributes: {
        name: queue.name,
        fifo_queue: isFifo,
        redrive_policy: { json: { deadLetterTargetArn: deadLetter.terraform, maxReceiveCount } },
      },
    },
    cloudFormation: {
      type: "AWS::SQS::Queue",
      properties: {
        QueueName: queue.name,
        FifoQueue: isFifo,
        RedrivePolicy: { deadLetterTargetArn: deadLetter.cloudFormation, maxReceiveCount },
      },
    },
  });
}
