import type { ObservedMessage } from "@/lib/core/messages/message";
import { directSend } from "./direct-send";
import type { Origin, OriginGraph, OriginRule } from "./origin";
import { sqsRedrive } from "./sqs-redrive";

/** Asked from top to bottom; the first that recognises a message names its origin. Facts before guesses. */
export const ORIGINS: OriginRule[] = [sqsRedrive, directSend];

/** Who wrote this dead letter. Never throws; what no rule recognises is *unknown*, and says so. */
export function originOf(message: ObservedMessage, graph: OriginGraph): Origin {
  for (const rule of ORIGINS) {
    const origin = rule.recognise(message, graph);
    if (origin !== undefined) return origin;
  }
  return {
    kind: "unknown",
    certainty: "unknown",
    failingStage: "not known",
    wayBack:
      "It looks as if an AWS service wrote it, but not one this version can send back to: choose the destination yourself.",
  };
}
