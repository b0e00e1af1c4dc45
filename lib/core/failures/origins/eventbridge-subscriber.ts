import { nameOfArn } from "@/lib/core/arn";
import { member, textMember } from "@/lib/core/messages/json";
import { anchorName } from "./anchor-words";
import { type Letter, markOf, type OriginRule } from "./origin";
import { errorInMarks, serviceError } from "./service-error";

/**
 * A subscriber of a custom event bus of the new style gave up. Its record names the failed events and holds none of
 * them, one record for a whole batch.
 */
export const eventbridgeSubscriber: OriginRule = {
  name: "eventbridge-subscriber",
  recognise: (letter) => {
    const subscriberArn = subscriberOf(letter);
    if (subscriberArn === undefined) return undefined;
    const targetArn = markOf(letter, "TARGET_ARN") ?? textMember(letter.json, "targetArn");
    const target = targetArn === undefined ? "its target" : nameOfArn(targetArn);
    const subscriber = anchorName(subscriberArn);
    return {
      kind: "eventbridge-subscriber",
      certainty: "certain",
      anchorArn: subscriberArn,
      failingStage: `the delivery by subscriber ${subscriber} to ${target}`,
      wayBack: `Not yet redrivable by this version: the record holds no event; a temporary subscriber with the target ${target} must read the named events from the bus again, while the bus still keeps them.`,
      messageType: "failed events of a custom event bus",
      error: errorInMarks(letter) ?? errorInRecord(letter),
    };
  },
};

function subscriberOf(letter: Letter): string | undefined {
  const marked = markOf(letter, "SUBSCRIBER_ARN");
  if (marked !== undefined && markOf(letter, "BUS_ARN") !== undefined) return marked;
  const isRecord = member(letter.json, "version") === "1.0" && Array.isArray(member(letter.json, "failedMessages"));
  return isRecord ? textMember(letter.json, "subscriberArn") : undefined;
}

function errorInRecord({ json }: Letter) {
  const retries = member(json, "retryAttempts");
  return serviceError({
    code: textMember(json, "errorCode"),
    text: textMember(json, "errorMessage"),
    retries: typeof retries === "number" ? retries : undefined,
    where: "body.errorMessage",
  });
}
