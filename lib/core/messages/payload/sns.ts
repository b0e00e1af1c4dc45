import { member, textMember } from "../json";
import type { JsonOpener } from "./layer";

/** What SNS wraps a message in, unless the subscription asks for raw delivery. */
export const openSns: JsonOpener = (text, json) => {
  const topicArn = textMember(json, "TopicArn");
  const inner = member(json, "Message");
  if (member(json, "Type") !== "Notification" || topicArn === undefined || typeof inner !== "string") return undefined;
  const topic = topicArn.slice(topicArn.lastIndexOf(":") + 1).slice(0, 256);
  return { layer: { kind: "sns-envelope", label: `SNS notification from ${topic}`, text, json }, inner };
};
