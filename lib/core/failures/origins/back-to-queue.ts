import type { OriginKind } from "./origin";

/** Where messages of an origin belong that did not fail in the consumer of a queue. */
const OTHER_WAYS: Partial<Record<OriginKind, string>> = {
  "eventbridge-rule": "the target of an EventBridge rule",
  "eventbridge-bus": "an event bus",
  "eventbridge-subscriber":
    "the target of a subscriber of a new-style event bus, which this version cannot send to (their record holds no event)",
  scheduler: "the target of a schedule",
  pipe: "the target of a pipe, with records that are still in the stream",
  "stream-mapping": "a function, with records that are still in the stream",
  "lambda-destination": "a function, not a queue",
  "lambda-async": "a function, not a queue",
  "sns-subscription": "the endpoint of an SNS subscription",
  unknown: "a place that nobody knows",
};

/** Whether a message of this origin is sent back by sending it to a queue: its source, or one that a person means. */
export function goesBackToQueue(originKind: string): boolean {
  return originKind === "sqs-redrive" || originKind === "direct-send" || originKind === "restored";
}

/** Where a message belongs whose way back leads to no queue, in words. */
export function otherWayBack(originKind: string): string {
  return OTHER_WAYS[originKind as OriginKind] ?? "a place that this version does not know";
}
