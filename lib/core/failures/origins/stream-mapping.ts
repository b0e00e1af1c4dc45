import { nameOfArn } from "@/lib/core/arn";
import { unqualified } from "@/lib/core/inventory/unqualified";
import { type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { OriginError, OriginRule } from "./origin";
import { keptFor, streamBatchIn } from "./stream-batch";

/** Lambda gave up on a batch that it had read from a stream for a function. The record points at the batch. */
export const streamMapping: OriginRule = {
  name: "stream-mapping",
  recognise: ({ json }) => {
    const functionArn = textMember(member(json, "requestContext"), "functionArn");
    const batch = functionArn === undefined ? undefined : streamBatchIn(json);
    if (functionArn === undefined || batch === undefined) return undefined;
    const arn = unqualified(functionArn);
    return {
      kind: "stream-mapping",
      certainty: "certain",
      anchorArn: arn,
      ...(batch.streamArn !== undefined && { anchorPart: batch.streamArn }),
      failingStage: `function ${nameOfArn(arn)}, fed by ${batch.source}`,
      wayBack: `Read the records it points at from ${batch.source}, ${keptFor(batch)}, and invoke ${nameOfArn(arn)} with them: the message itself holds no data.`,
      messageType: `pointer to records of ${batch.source}`,
      ...(batch.recordsUntil && { recordsUntil: batch.recordsUntil }),
      error: errorOf(json),
    };
  },
};

/**
 * Of a function that failed a record tells no more than that it did (`Unhandled`): that is no error, its log has one. A batch
 * that was never tried has a condition.
 */
function errorOf(json: JsonValue | undefined): OriginError {
  const hasRun = textMember(member(json, "responseContext"), "functionError") !== undefined;
  const text = textMember(member(json, "requestContext"), "condition");
  const count = member(member(json, "requestContext"), "approximateInvokeCount");
  return {
    where: hasRun ? "body.responseContext.functionError" : "body.requestContext.condition",
    ...(text !== undefined && !hasRun && { text }),
    ...(typeof count === "number" && count > 0 && { retries: count - 1 }),
  };
}
