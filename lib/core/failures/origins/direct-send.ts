import { nameOfArn } from "@/lib/core/arn";
import { type Letter, markOf, type OriginRule, sendersOf } from "./origin";

/** Attributes that AWS services, and hardly anybody else, put on the dead letters they write. */
const SERVICE_MARKS = ["RULE_ARN", "SCHEDULE_ARN", "SUBSCRIBER_ARN", "TARGET_ARN", "ERROR_CODE"];

/**
 * A message that SQS did not move and that bears no mark of another service: somebody sent it here. Probable only while
 * no subscription with raw delivery names this queue: all other services leave marks.
 */
export const directSend: OriginRule = {
  name: "direct-send",
  recognise: (letter, graph) => {
    if (isMarked(letter)) return undefined;
    const [onlySource, ...others] = graph.knownSourceQueueArns;
    const suggestion =
      onlySource !== undefined && others.length === 0
        ? `most likely ${nameOfArn(onlySource)}, the one queue that dead-letters here`
        : "nothing in the message names one";
    const mayBeRaw = sendersOf(graph, "subscription").some(({ isRaw }) => isRaw !== false);
    return {
      kind: "direct-send",
      certainty: mayBeRaw ? "unknown" : "probable",
      anchorArn: graph.queueArn,
      failingStage: "whoever sent it to this queue",
      wayBack: `It was sent here directly, so choose its destination: ${suggestion}.`,
      original: letter.message.body,
    };
  },
};

function isMarked(letter: Letter): boolean {
  return SERVICE_MARKS.some((name) => markOf(letter, name) !== undefined);
}
