import { nameOfArn } from "@/lib/core/arn";
import { type JsonValue, member, textMember } from "@/lib/core/messages/json";
import type { FailureSender, Origin, OriginGraph, OriginRule } from "./origin";
import { sendersOf } from "./origin";

/**
 * An SNS notification. It is a dead letter where a subscription of its topic names this queue for what it cannot deliver;
 * it came the ordinary way where this queue is itself subscribed. SNS adds nothing to a dead letter that tells them apart.
 */
export const snsSubscription: OriginRule = {
  name: "sns-subscription",
  recognise: ({ message, json }, graph) => {
    const topicArn = topicOf(json);
    if (topicArn === undefined) return undefined;
    const named = sendersOf(graph, "subscription").filter((sender) => sender.topicArn === topicArn);
    const isSubscribed = (graph.subscribedTopicArns ?? []).includes(topicArn);
    if (named.length === 0 && isSubscribed) return delivered(topicArn, message.body, graph);
    const failed = named.find(({ arn }) => arn === subscriptionIn(json)) ?? (named.length === 1 ? named[0] : undefined);
    return {
      ...fromSubscription(topicArn, failed, message.body),
      certainty: named.length === 0 ? "unknown" : isSubscribed ? "probable" : "certain",
    };
  },
};

/**
 * A message without any mark in a queue that subscriptions of one topic with raw delivery name: SNS passes such a message
 * on as it was published, so nothing in it can say so, nor which of several it was.
 */
export const rawSnsSubscription: OriginRule = {
  name: "sns-subscription",
  recognise: ({ message, json }, graph) => {
    if (topicOf(json) !== undefined) return undefined;
    const raw = sendersOf(graph, "subscription").filter((sender) => sender.isRaw === true);
    const topicArn = raw[0]?.topicArn;
    if (!topicArn || raw.some((sender) => sender.topicArn !== topicArn)) return undefined;
    if (raw.length === 1) return { ...fromSubscription(topicArn, raw[0], message.body), certainty: "probable" };
    const topic = nameOfArn(topicArn);
    return {
      kind: "sns-subscription",
      certainty: "probable",
      anchorArn: topicArn,
      failingStage: `the delivery by one of ${raw.length} subscriptions of topic ${topic}`,
      wayBack: `Find out which of the ${raw.length} subscriptions of ${topic} that give up here failed, and deliver it to that one endpoint, unchanged.`,
      original: message.body,
    };
  },
};

function fromSubscription(
  topicArn: string,
  subscription: FailureSender | undefined,
  original: string,
): Omit<Origin, "certainty"> {
  const topic = nameOfArn(topicArn);
  return {
    kind: "sns-subscription",
    anchorArn: subscription?.arn ?? topicArn,
    failingStage: `the delivery by a subscription of topic ${topic}`,
    wayBack: `Deliver it to the endpoint of that one subscription, unchanged; published to ${topic} again, every subscriber would get it again.`,
    original,
  };
}

function delivered(topicArn: string, original: string, graph: OriginGraph): Origin {
  const topic = nameOfArn(topicArn);
  return {
    kind: "direct-send",
    certainty: "probable",
    anchorArn: graph.queueArn,
    failingStage: `none that we know: this queue is subscribed to topic ${topic}`,
    wayBack: `Topic ${topic} delivered it here, because this queue is subscribed to it; choose its destination.`,
    original,
  };
}

/** What only SNS writes beside topic and message: FIFO topics do not sign, yet all let a subscriber unsubscribe. */
const SNS_MARKS = ["Signature", "SignatureVersion", "UnsubscribeURL"];

function topicOf(json: JsonValue | undefined): string | undefined {
  const isMarked = SNS_MARKS.some((name) => textMember(json, name) !== undefined);
  const isNotification = member(json, "Type") === "Notification" && textMember(json, "MessageId") !== undefined;
  return isNotification && isMarked ? textMember(json, "TopicArn") : undefined;
}

/** The link to unsubscribe names the subscription that the notification was made for. */
function subscriptionIn(json: JsonValue | undefined): string | undefined {
  const link = textMember(json, "UnsubscribeURL");
  if (link === undefined || !URL.canParse(link)) return undefined;
  return new URL(link).searchParams.get("SubscriptionArn") ?? undefined;
}
