import { type JsonValue, parseJson } from "@/lib/core/messages/json";
import type { ObservedMessage } from "@/lib/core/messages/message";
import { directSend } from "./direct-send";
import { eventbridgeBus } from "./eventbridge-bus";
import { eventbridgeRule } from "./eventbridge-rule";
import { eventbridgeSubscriber } from "./eventbridge-subscriber";
import { lambdaAsync } from "./lambda-async";
import { lambdaDestination } from "./lambda-destination";
import type { Origin, OriginGraph, OriginRule } from "./origin";
import { pipe } from "./pipe";
import { restored } from "./restored";
import { scheduler } from "./scheduler";
import { rawSnsSubscription, snsSubscription } from "./sns-subscription";
import { sqsRedrive } from "./sqs-redrive";
import { streamMapping } from "./stream-mapping";

/** Asked from top to bottom; the first that recognises a message names its origin. Facts before guesses. */
export const ORIGINS: OriginRule[] = [
  sqsRedrive,
  eventbridgeSubscriber,
  scheduler,
  eventbridgeRule,
  eventbridgeBus,
  pipe,
  streamMapping,
  lambdaDestination,
  lambdaAsync,
  snsSubscription,
  restored,
  rawSnsSubscription,
  directSend,
];

/** Who wrote this dead letter. Never throws; what no rule recognises is *unknown*, and says so. */
export function originOf(message: ObservedMessage, graph: OriginGraph, json = jsonOf(message.body)): Origin {
  for (const rule of ORIGINS) {
    const origin = rule.recognise({ message, json }, graph);
    if (origin !== undefined) return origin;
  }
  return {
    kind: "unknown",
    certainty: "unknown",
    anchorArn: graph.queueArn,
    failingStage: "not known",
    wayBack:
      "It looks as if an AWS service wrote it, but not one this version can send back to: choose the destination yourself.",
    original: message.body,
  };
}

function jsonOf(body: string): JsonValue | undefined {
  return /^\s*[{[]/.test(body) ? parseJson(body) : undefined;
}
