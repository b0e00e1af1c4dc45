import type { OriginRule } from "./origin";

/** A message that one of our own runs sent to this queue: our journal has the id that SQS gave it. */
export const restored: OriginRule = {
  name: "restored",
  recognise: ({ message }, graph) => {
    const runNumber = graph.sentByUs?.get(message.messageId);
    if (runNumber === undefined) return undefined;
    return {
      kind: "restored",
      certainty: "certain",
      anchorArn: graph.queueArn,
      failingStage: `none since run R-${runNumber} sent it here`,
      wayBack:
        "One of our own runs sent it to this queue: choose the destination that it was meant for in the first place.",
      original: message.body,
    };
  },
};
