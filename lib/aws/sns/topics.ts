import { GetTopicAttributesCommand, ListTopicsCommand } from "@aws-sdk/client-sns";
import { nameOfArn } from "@/lib/core/arn";
import { allPages } from "../all-pages";
import type { Described, Listed } from "../aws";
import { call, type Door } from "../call";
import { summaryOf } from "../summary";

export async function listTopics(door: Door): Promise<Listed[]> {
  const topics = await allPages(async (NextToken) => {
    const page = await call(door, { action: "sns:ListTopics", isControlPlane: true }, (wire) =>
      door.clients.sns.send(new ListTopicsCommand({ NextToken }), wire),
    );
    return { items: page.Topics, next: page.NextToken };
  });
  return topics.flatMap((topic): Listed[] => {
    const { TopicArn: arn } = topic;
    return arn ? [{ kind: "topic", arn, name: nameOfArn(arn), summary: summaryOf(topic) }] : [];
  });
}

export async function describeTopic(door: Door, { arn, name }: Listed): Promise<Described<"topic">> {
  const answer = await call(door, { action: "sns:GetTopicAttributes", resource: arn, isControlPlane: true }, (wire) =>
    door.clients.sns.send(new GetTopicAttributesCommand({ TopicArn: arn }), wire),
  );
  const told = answer.Attributes ?? {};
  return {
    config: {
      isFifo: told.FifoTopic === "true" || name.endsWith(".fifo"),
      policy: told.Policy || null,
      kmsKeyId: told.KmsMasterKeyId || null,
    },
    observed: {
      subscriptionsConfirmed: Number(told.SubscriptionsConfirmed ?? 0),
      subscriptionsPending: Number(told.SubscriptionsPending ?? 0),
    },
  };
}
