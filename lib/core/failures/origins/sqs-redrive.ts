import { nameOfArn } from "@/lib/core/arn";
import { deadLetterSourceArn } from "@/lib/core/messages/message";
import type { OriginRule } from "./origin";

/**
 * SQS writes `DeadLetterQueueSourceArn` when its redrive policy moves a message, and nobody else can: whatever the
 * body and the user attributes pretend, such a message failed in the consumer of that source queue.
 */
export const sqsRedrive: OriginRule = {
  name: "sqs-redrive",
  recognise: ({ message }, graph) => {
    const sourceQueueArn = deadLetterSourceArn(message);
    if (sourceQueueArn === undefined) return undefined;
    const source = nameOfArn(sourceQueueArn);
    const isKnown = graph.knownSourceQueueArns.includes(sourceQueueArn);
    return {
      kind: "sqs-redrive",
      certainty: "certain",
      sourceQueueArn,
      anchorArn: sourceQueueArn,
      failingStage: `the consumer of ${source}`,
      wayBack: isKnown
        ? `Send it back to ${source}, with its body, attributes and group unchanged.`
        : `It came from ${source}, which no longer names this queue as its dead-letter queue: check that it still exists, or choose another destination.`,
      original: message.body,
    };
  },
};
