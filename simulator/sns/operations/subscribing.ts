import { sendToQueue } from "../../delivery/send-to-queue";
import type { Call } from "../../service";
import { parseQueueArn } from "../../sqs/arn";
import { textIn } from "../../wire/input";
import { requireTopic } from "../authorize-topic";
import { invalidParameter, notSimulated } from "../errors";
import { confirmationRequest } from "../notification-forms";
import { requiredText, textMapIn } from "../sns-input";
import type { Subscription, Topic } from "../state";
import { checkSubscriptionAttributes } from "../subscription-attributes";

type Input = Readonly<Record<string, unknown>>;

const WHERE = "Attributes Reason: ";
const LAMBDA_ARN = /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?$/;

/** What a protocol's endpoint looks like. */
const ENDPOINTS: Readonly<Record<string, (endpoint: string) => boolean>> = {
  sqs: (endpoint) => parseQueueArn(endpoint) !== undefined,
  lambda: (endpoint) => LAMBDA_ARN.test(endpoint),
  http: (endpoint) => /^http:\/\/\S+$/.test(endpoint),
  https: (endpoint) => /^https:\/\/\S+$/.test(endpoint),
  email: (endpoint) => /^\S+@\S+$/.test(endpoint),
  "email-json": (endpoint) => /^\S+@\S+$/.test(endpoint),
};

/**
 * SNS Subscribe. Queues and functions of the caller's own account are subscribed at once. A queue of another account
 * gets a request to confirm; web and mail endpoints are never called here and so stay pending.
 */
export function Subscribe(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const protocol = requiredText(input, "Protocol");
  const endpoint = textIn(input, "Endpoint") ?? "";
  checkEndpoint(topic, protocol, endpoint);
  const attributes = textMapIn(input, "Attributes");
  checkSubscriptionAttributes({ topicArn: topic.arn, protocol, endpoint }, attributes, WHERE);
  const subscription =
    existing(call, topic, { protocol, endpoint, attributes }) ?? add(call, topic, { protocol, endpoint, attributes });
  const isShown = subscription.pendingToken === undefined || textIn(input, "ReturnSubscriptionArn") === "true";
  return { SubscriptionArn: isShown ? subscription.arn : "pending confirmation" };
}

function checkEndpoint(topic: Topic, protocol: string, endpoint: string): void {
  if (["sms", "application", "firehose"].includes(protocol)) throw notSimulated(`Protocol ${protocol}`);
  const isEndpoint = Object.hasOwn(ENDPOINTS, protocol) ? ENDPOINTS[protocol] : undefined;
  if (!isEndpoint) throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if (!isEndpoint(endpoint)) throw invalidParameter(`${protocol === "sqs" ? "SQS" : protocol} endpoint ARN`);
  const isFifoTopic = topic.name.endsWith(".fifo");
  if (isFifoTopic && protocol !== "sqs") {
    throw invalidParameter(`Invalid parameter: Endpoint Reason: FIFO topics can only have SQS queues as subscribers`);
  }
  if (!isFifoTopic && protocol === "sqs" && endpoint.endsWith(".fifo")) {
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  }
}

type Draft = Pick<Subscription, "protocol" | "endpoint" | "attributes">;

function existing({ world }: Call, topic: Topic, { protocol, endpoint, attributes }: Draft): Subscription | undefined {
  const found = world.sns
    .subscriptionsOf(topic.arn)
    .find((one) => one.protocol === protocol && one.endpoint === endpoint);
  const isSame = ([name, value]: [string, string]) => (found?.attributes[name] ?? "") === value;
  if (found && !Object.entries(attributes).every(isSame)) {
    throw invalidParameter("Attributes Reason: Subscription already exists with different attributes");
  }
  return found;
}

function add(call: Call, topic: Topic, { protocol, endpoint, attributes }: Draft): Subscription {
  const { world, accountId, principalArn } = call;
  const isOwnTarget = ["sqs", "lambda"].includes(protocol) && endpoint.split(":")[4] === accountId;
  const subscription: Subscription = {
    arn: `${topic.arn}:${world.uuid()}`,
    topicArn: topic.arn,
    owner: accountId,
    principalArn,
    protocol,
    endpoint,
    createdAt: world.clock.now(),
    attributes: { ...attributes },
    pendingToken: isOwnTarget ? undefined : newToken(call),
    held: {},
  };
  world.sns.addSubscription(subscription);
  if (protocol === "sqs" && subscription.pendingToken) askToConfirm(call, subscription, subscription.pendingToken);
  return subscription;
}

function newToken({ world }: Call): string {
  return Array.from({ length: 8 }, () => world.uuid().replaceAll("-", "")).join("");
}

function askToConfirm({ world }: Call, subscription: Subscription, token: string): void {
  const now = world.clock.now();
  const { topicArn, endpoint } = subscription;
  const sender = {
    via: "sns",
    service: "sns.amazonaws.com",
    sourceArn: topicArn,
    accountId: topicArn.split(":")[4] ?? "",
  } as const;
  const MessageBody = confirmationRequest(subscription, token, world.uuid(), now);
  const ids = endpoint.endsWith(".fifo")
    ? { MessageGroupId: topicArn.slice(-128), MessageDeduplicationId: world.uuid() }
    : {};
  sendToQueue(world, sender, endpoint, { MessageBody, ...ids }, now);
}
