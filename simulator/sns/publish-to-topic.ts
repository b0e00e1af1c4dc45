import type { World } from "../service";
import type { AcceptedSend } from "../sqs/deduplication";
import { type CheckedNotification, notificationBytes } from "./check-notification";
import { rejectionOf } from "./filtering";
import type { Notification } from "./notification";
import { planDelivery } from "./plan-delivery";
import type { Topic } from "./state";
import { countOnTopic } from "./topic-metrics";

export interface Published {
  readonly messageId: string;
  readonly sequenceNumber?: string;
}

const FIRST_SEQUENCE = 10_000_000_000_000_000_000n;
const SEQUENCE_STEP = 1000n;

/**
 * Takes in a checked notification and plans its deliveries. A FIFO topic that saw the deduplication id within five
 * minutes gives the first answer again and delivers nothing.
 */
export function publishToTopic(world: World, topic: Topic, content: CheckedNotification, now: number): Published {
  const key = dedupKey(topic, content);
  const seen = world.sns.deduplicationOf(topic.arn);
  const first = key === undefined ? undefined : seen.find(key, now);
  if (first) return first;
  const notification: Notification = {
    ...content,
    messageId: world.uuid(),
    topicArn: topic.arn,
    publishedAt: now,
    sequenceNumber: key === undefined ? undefined : nextSequenceNumber(topic),
  };
  countOnTopic(world, topic.arn, "NumberOfMessagesPublished", now);
  countOnTopic(world, topic.arn, "PublishSize", now, notificationBytes(content));
  distribute(world, notification, now);
  const accepted: AcceptedSend = {
    messageId: notification.messageId,
    sequenceNumber: notification.sequenceNumber ?? "",
  };
  if (key === undefined) return { messageId: notification.messageId };
  seen.remember(key, accepted, now);
  return accepted;
}

function distribute(world: World, notification: Notification, now: number): void {
  for (const subscription of world.sns.subscriptionsOf(notification.topicArn)) {
    if (subscription.pendingToken !== undefined) continue;
    const rejection = rejectionOf(subscription, notification);
    if (!rejection) {
      planDelivery(world, subscription, notification, now);
      continue;
    }
    countOnTopic(world, notification.topicArn, "NumberOfNotificationsFilteredOut", now);
    countOnTopic(world, notification.topicArn, `NumberOfNotificationsFilteredOut-${rejection}`, now);
  }
}

function dedupKey(topic: Topic, { dedupId, groupId }: CheckedNotification): string | undefined {
  if (dedupId === undefined) return undefined;
  return topic.attributes.FifoThroughputScope === "MessageGroup" ? `${groupId}\n${dedupId}` : dedupId;
}

function nextSequenceNumber(topic: Topic): string {
  topic.sequence += 1;
  return String(FIRST_SEQUENCE + BigInt(topic.sequence) * SEQUENCE_STEP);
}
