import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { authorizationError, authorizeAll, requireTopic } from "../authorize-topic";
import { invalidParameter, notFound } from "../errors";
import { pageOf } from "../page";
import { requiredText } from "../sns-input";
import type { Subscription } from "../state";
import { checkSubscriptionAttributes, shownAttributes } from "../subscription-attributes";

type Input = Readonly<Record<string, unknown>>;

/** SNS ConfirmSubscription: the token came with the request to confirm. */
export function ConfirmSubscription(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const token = requiredText(input, "Token");
  const subscription = call.world.sns.subscriptionsOf(topic.arn).find(({ pendingToken }) => pendingToken === token);
  if (!subscription) throw invalidParameter("Token");
  subscription.pendingToken = undefined;
  return { SubscriptionArn: subscription.arn };
}

/** SNS Unsubscribe, by whoever subscribed or owns the topic; a subscription that is gone is no error. */
export function Unsubscribe(call: Call, input: Input) {
  authorizeAll(call);
  const arn = requiredText(input, "SubscriptionArn");
  checkArn(arn);
  const subscription = call.world.sns.subscription(arn);
  if (!subscription) return;
  checkMayManage(call, subscription);
  call.world.sns.removeSubscription(subscription);
  const topic = call.world.sns.topic(subscription.topicArn);
  if (topic) topic.deletedSubscriptions += 1;
}

/** SNS ListSubscriptions: those that the caller's account made in the Region, 100 a page. */
export function ListSubscriptions(call: Call, input: Input) {
  authorizeAll(call);
  return listed(call.world.sns.subscriptionsBy(call.accountId, call.region), input);
}

/** SNS ListSubscriptionsByTopic: whoever made them, 100 a page. */
export function ListSubscriptionsByTopic(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  return listed(call.world.sns.subscriptionsOf(topic.arn), input);
}

function listed(subscriptions: readonly Subscription[], input: Input) {
  const { shown, next } = pageOf(subscriptions, textIn(input, "NextToken"));
  const Subscriptions = shown.map(({ arn, owner, protocol, endpoint, topicArn, pendingToken }) => ({
    SubscriptionArn: pendingToken === undefined ? arn : "PendingConfirmation",
    Owner: owner,
    Protocol: protocol,
    Endpoint: endpoint,
    TopicArn: topicArn,
  }));
  return { Subscriptions, NextToken: next };
}

/** SNS GetSubscriptionAttributes. */
export function GetSubscriptionAttributes(call: Call, input: Input) {
  return { Attributes: shownAttributes(requireSubscription(call, input)) };
}

/** SNS SetSubscriptionAttributes: one attribute at a time; the next notification sees it. */
export function SetSubscriptionAttributes(call: Call, input: Input) {
  const subscription = requireSubscription(call, input);
  const name = requiredText(input, "AttributeName");
  const value = textIn(input, "AttributeValue") ?? "";
  if (name === "FilterPolicyScope" && value === "") throw invalidParameter("FilterPolicyScope: Invalid value []");
  const attributes = { ...subscription.attributes, [name]: value };
  checkSubscriptionAttributes(subscription, attributes);
  if (value === "") delete attributes[name];
  subscription.attributes = attributes;
}

function requireSubscription(call: Call, input: Input): Subscription {
  authorizeAll(call);
  const arn = requiredText(input, "SubscriptionArn");
  checkArn(arn);
  const subscription = call.world.sns.subscription(arn);
  if (!subscription) throw notFound("Subscription");
  checkMayManage(call, subscription);
  return subscription;
}

function checkArn(arn: string): void {
  if (/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+:[0-9a-f-]+$/.test(arn)) return;
  throw invalidParameter("SubscriptionArn Reason: An ARN must have at least 6 elements, not a topic's");
}

function checkMayManage(call: Call, { arn, owner, topicArn }: Subscription): void {
  if (owner === call.accountId || topicArn.split(":")[4] === call.accountId) return;
  throw authorizationError(
    call.principalArn,
    call.action,
    arn,
    "because the account owns neither topic nor subscription",
  );
}
