import { sendToQueue } from "../delivery/send-to-queue";
import { type Delivered, isRetryable, type Sender } from "../delivery/sender";
import { invokeAsync } from "../lambda/invoke-async";
import type { World } from "../service";
import type { Notification } from "./notification";
import { lambdaEvent, queueMessage } from "./notification-forms";
import { type Delivery, planDelivery } from "./plan-delivery";
import { nextRetry } from "./retry-phases";
import type { Subscription } from "./state";
import { countOnTopic } from "./topic-metrics";

/**
 * One attempt to give a notification to one subscriber. What may pass is retried in AWS's phases; what will not (no
 * such target, no permission, refused content) goes to the subscription's dead-letter queue at once, as does what was
 * retried to the end. On FIFO topics a message group waits behind its first notification.
 */
export function playDelivery(world: World, subject: unknown, now: number): void {
  // Only planDelivery and retries plan this kind of job.
  const delivery = subject as Delivery;
  const { notification, made } = delivery;
  const subscription = world.sns.subscription(delivery.subscriptionArn);
  if (!subscription) return;
  const waiting = groupBehind(subscription, notification);
  if (waiting && made === 0) {
    waiting.push(notification);
    return;
  }
  const problem = attempt(world, subscription, notification, now);
  const retry = problem && isRetryable(problem) ? nextRetry(made) : undefined;
  if (retry) {
    hold(subscription, notification);
    world.agenda.plan({ at: now + retry.afterMs, kind: "sns.deliver", subject: { ...delivery, made: retry.made } });
    return;
  }
  if (problem) giveUp(world, subscription, notification, now);
  else countOnTopic(world, notification.topicArn, "NumberOfNotificationsDelivered", now);
  release(world, subscription, notification, now);
}

function attempt(world: World, subscription: Subscription, notification: Notification, now: number): Delivered {
  const { endpoint, protocol, topicArn } = subscription;
  const version = signatureVersionOf(world, topicArn);
  const sender = senderOf(topicArn);
  if (protocol === "lambda") {
    return invokeAsync(world, sender, endpoint, lambdaEvent(notification, subscription, version), now);
  }
  return sendToQueue(world, sender, endpoint, queueMessage(notification, subscription, endpoint, version), now);
}

function giveUp(world: World, subscription: Subscription, notification: Notification, now: number): void {
  const { topicArn, attributes } = subscription;
  countOnTopic(world, topicArn, "NumberOfNotificationsFailed", now);
  if (!attributes.RedrivePolicy) return;
  const { deadLetterTargetArn } = JSON.parse(attributes.RedrivePolicy);
  const draft = queueMessage(notification, subscription, deadLetterTargetArn, signatureVersionOf(world, topicArn));
  const lost = sendToQueue(world, senderOf(topicArn), deadLetterTargetArn, draft, now);
  const metric = lost ? "NumberOfNotificationsFailedToRedriveToDlq" : "NumberOfNotificationsRedrivenToDlq";
  countOnTopic(world, topicArn, metric, now);
}

function senderOf(topicArn: string): Sender {
  const accountId = topicArn.split(":")[4] ?? "";
  return { via: "sns", service: "sns.amazonaws.com", sourceArn: topicArn, accountId };
}

function signatureVersionOf(world: World, topicArn: string): string {
  return world.sns.topic(topicArn)?.attributes.SignatureVersion ?? "1";
}

function groupBehind(subscription: Subscription, { groupId, sequenceNumber }: Notification) {
  return sequenceNumber && groupId && Object.hasOwn(subscription.held, groupId)
    ? subscription.held[groupId]
    : undefined;
}

function hold(subscription: Subscription, { groupId, sequenceNumber }: Notification): void {
  if (sequenceNumber && groupId && !Object.hasOwn(subscription.held, groupId)) subscription.held[groupId] = [];
}

function release(world: World, subscription: Subscription, notification: Notification, now: number): void {
  const waiting = groupBehind(subscription, notification);
  if (!waiting || !notification.groupId) return;
  delete subscription.held[notification.groupId];
  for (const next of waiting) planDelivery(world, subscription, next, now);
}
