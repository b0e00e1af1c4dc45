import { nameInArn, type OriginRule } from "./origin";

/** Attributes that AWS services, and hardly anybody else, put on the dead letters they write. */
const SERVICE_MARKS = ["RULE_ARN", "SCHEDULE_ARN", "SUBSCRIBER_ARN", "TARGET_ARN", "ERROR_CODE"];

/**
 * A message that SQS did not move and that bears no mark of another service: somebody sent it here. Probable only
 * while nothing but queues names this queue as dead-letter target; some services leave no mark.
 */
export const directSend: OriginRule = {
  name: "direct-send",
  recognise: (message, graph) => {
    const isMarked = SERVICE_MARKS.some((name) => Object.hasOwn(message.attributes, name));
    const isLambda = ["RequestID", "ErrorCode", "ErrorMessage"].every((name) =>
      Object.hasOwn(message.attributes, name),
    );
    if (isMarked || isLambda) return undefined;
    const [onlySource, ...others] = graph.knownSourceQueueArns;
    const suggestion =
      onlySource !== undefined && others.length === 0
        ? `most likely ${nameInArn(onlySource)}, the one queue that dead-letters here`
        : "nothing in the message names one";
    return {
      kind: "direct-send",
      certainty: (graph.alsoNamedBy ?? []).length === 0 ? "probable" : "unknown",
      failingStage: "whoever sent it to this queue",
      wayBack: `It was sent here directly, so choose its destination: ${suggestion}.`,
    };
  },
};
