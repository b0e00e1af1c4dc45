import type { Parcel } from "../../delivery/deliver";
import { partsOf } from "../../delivery/sender";
import { targetInput } from "../transform/target-input";
import type { Delivery, Failure } from "./delivery";

/** What the target gets of the event, or why its input cannot be made: trying again would not help. */
export function parcelOf(delivery: Delivery): Parcel | Failure {
  const { target, event, ruleArn, ruleName, acceptedAt } = delivery;
  const input = targetInput(target, event, { ruleArn, ruleName, ingestionTime: acceptedAt });
  if ("text" in input) return { text: input.text, groupId: groupOf(delivery) };
  const { code, message } = input.problem;
  return { errorCode: code, message, isRetryable: false };
}

/** On a stream the event's id is the partition key (EventBridge API Reference, KinesisParameters). */
function groupOf({ target, event }: Delivery): string | undefined {
  return partsOf(target.Arn).service === "kinesis" ? event.id : target.SqsParameters?.MessageGroupId;
}
