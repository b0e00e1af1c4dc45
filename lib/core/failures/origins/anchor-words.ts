import { nameOfArn, parseArn } from "@/lib/core/arn";
import type { UnrecordedKind } from "../unrecorded/family";
import type { OriginKind } from "./origin";

/** What the anchor of a class is, for people who ask why its messages stand together. */
const ANCHORS: Record<OriginKind | UnrecordedKind, string> = {
  "sqs-redrive": "source queue",
  "eventbridge-subscriber": "subscriber",
  scheduler: "schedule",
  "eventbridge-rule": "rule",
  "eventbridge-bus": "event bus",
  pipe: "pipe",
  "stream-mapping": "function",
  "lambda-destination": "function",
  "lambda-async": "function",
  "sns-subscription": "subscription",
  restored: "dead-letter queue",
  "direct-send": "dead-letter queue",
  unknown: "dead-letter queue",
  "rule-delivery": "rule",
  "async-invocation": "function",
  "topic-delivery": "topic",
  "schedule-group": "schedule group",
  "pipe-batch": "pipe",
  execution: "state machine",
};

/** The word for a class's anchor. An anchor that is a queue is none of the others: the resource itself was not known. */
export function anchorWord(kind: string, anchorArn: string): string {
  const word = Object.hasOwn(ANCHORS, kind) ? ANCHORS[kind as keyof typeof ANCHORS] : "dead-letter queue";
  return kind !== "sqs-redrive" && anchorArn.split(":")[2] === "sqs" ? "dead-letter queue" : word;
}

/** How a class's anchor is called in a line: its name, and of what has only an id the name of what it belongs to. */
export function anchorName(anchorArn: string): string {
  const { service, resource = "" } = parseArn(anchorArn) ?? {};
  const [topic, subscription] = resource.split(":");
  if (service === "sns" && topic && subscription) return `subscription of ${topic}`;
  return nameOfArn(anchorArn);
}
