import type { ObservedMessage } from "@/lib/core/messages/message";

export type OriginKind = "sqs-redrive" | "direct-send" | "unknown";
export type Certainty = "certain" | "probable" | "unknown";

/**
 * Who put a message into the dead-letter queue, which stage failed, and its one correct way back in one sentence.
 * `sourceQueueArn` is there when SQS moved it.
 */
export type Origin = {
  kind: OriginKind;
  certainty: Certainty;
  sourceQueueArn?: string;
  failingStage: string;
  wayBack: string;
};

/**
 * What the inventory knows about the dead-letter queue: the queues whose redrive policy names it, and every other
 * resource (rule, subscription, function …) that names it as its dead-letter target.
 */
export type OriginGraph = { queueArn: string; knownSourceQueueArns: string[]; alsoNamedBy?: string[] };

export type OriginRule = {
  name: OriginKind;
  recognise: (message: ObservedMessage, graph: OriginGraph) => Origin | undefined;
};

export function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}
