import { nameOfArn } from "@/lib/core/arn";
import { member, textMember } from "@/lib/core/messages/json";
import type { OriginRule } from "./origin";
import { keptFor, streamBatchIn } from "./stream-batch";

/** A pipe gave up on records of a stream. Its record points at them and holds none of their data, and no error text. */
export const pipe: OriginRule = {
  name: "pipe",
  recognise: ({ json }) => {
    const context = member(json, "context");
    const pipeArn = textMember(context, "partnerResourceArn");
    if (pipeArn === undefined || !pipeArn.includes(":pipe/")) return undefined;
    const batch = streamBatchIn(json);
    if (batch === undefined) return undefined;
    const condition = textMember(context, "condition");
    return {
      kind: "pipe",
      certainty: "certain",
      anchorArn: pipeArn,
      failingStage: `pipe ${nameOfArn(pipeArn)}, fed by ${batch.source}`,
      wayBack: `Read the records it points at from ${batch.source}, ${keptFor(batch)}, and hand them to the pipe's target: the message itself holds no data.`,
      messageType: `pointer to records of ${batch.source}`,
      ...(batch.recordsUntil && { recordsUntil: batch.recordsUntil }),
      ...(condition !== undefined && { error: { code: condition, text: condition, where: "body.context.condition" } }),
    };
  },
};
