import type { Call } from "../../service";
import { textIn } from "../../wire/input";
import { allowedTopic, authorizeAll, authorizeTopic, requireTopic } from "../authorize-topic";
import { invalidParameter, missing, notSimulated } from "../errors";
import { pageOf } from "../page";
import { requiredText, tagsIn, textMapIn } from "../sns-input";
import type { Topic } from "../state";
import { checkTopicAttribute, DEFAULT_DELIVERY_POLICY } from "../topic-attributes";
import { defaultTopicPolicy } from "../topic-policy";
import { checkTags } from "../topic-tags";

type Input = Readonly<Record<string, unknown>>;

/** SNS CreateTopic: the same name again gives the same ARN unless attributes or tags contradict. */
export function CreateTopic(call: Call, input: Input) {
  const name = requiredText(input, "Name");
  const { FifoTopic = "false", ...attributes } = textMapIn(input, "Attributes");
  const isFifo = FifoTopic === "true";
  if (!/^[A-Za-z0-9_-]{1,256}(\.fifo)?$/.test(name) || name.endsWith(".fifo") !== isFifo || name.length > 256) {
    throw invalidParameter(
      isFifo
        ? "Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long."
        : "Topic Name",
    );
  }
  const arn = `arn:aws:sns:${call.region}:${call.accountId}:${name}`;
  authorizeTopic(call, arn, undefined);
  if (textIn(input, "DataProtectionPolicy")) throw notSimulated("DataProtectionPolicy");
  for (const [attribute, value] of Object.entries(attributes)) checkTopicAttribute(attribute, value, isFifo);
  const tags = tagsIn(input);
  checkTags(tags);
  const existing = call.world.sns.topic(arn);
  if (existing) checkSame(existing, attributes, tags);
  else addTopic(call, { name, arn, attributes, tags });
  return { TopicArn: arn };
}

function addTopic(call: Call, { name, arn, attributes, tags }: Pick<Topic, "name" | "arn" | "attributes" | "tags">) {
  const { world, accountId, region } = call;
  world.sns.topics.put({
    accountId,
    region,
    name,
    arn,
    createdAt: world.clock.now(),
    attributes: { Policy: defaultTopicPolicy(arn, accountId), ...attributes },
    tags,
    deletedSubscriptions: 0,
    sequence: 0,
  });
}

function checkSame(topic: Topic, attributes: Readonly<Record<string, string>>, tags: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(attributes)) {
    if (topic.attributes[name] === value) continue;
    throw invalidParameter("Attributes Reason: Topic already exists with different attributes");
  }
  const isSameTag = ([key, value]: [string, string]) => topic.tags[key] === value;
  if (!Object.entries(tags).every(isSameTag)) {
    throw invalidParameter("Tags Reason: Topic already exists with different tags");
  }
}

/** SNS DeleteTopic: also succeeds when there is none; subscriptions go with the topic. */
export function DeleteTopic(call: Call, input: Input) {
  const topic = allowedTopic(call, requiredText(input, "TopicArn"));
  if (topic) call.world.sns.removeTopic(topic);
}

/** SNS ListTopics: the caller's own in the Region, 100 a page. */
export function ListTopics(call: Call, input: Input) {
  authorizeAll(call);
  const topics = call.world.sns.topics.list(call.accountId, call.region);
  const { shown, next } = pageOf(topics, textIn(input, "NextToken"));
  return { Topics: shown.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
}

/** SNS GetTopicAttributes. */
export function GetTopicAttributes(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const subscriptions = call.world.sns.subscriptionsOf(topic.arn);
  const pendingCount = subscriptions.filter(({ pendingToken }) => pendingToken !== undefined).length;
  const isFifo = topic.name.endsWith(".fifo");
  const attributes = new Map(
    Object.entries({
      TopicArn: topic.arn,
      Owner: topic.accountId,
      DisplayName: "",
      EffectiveDeliveryPolicy: topic.attributes.DeliveryPolicy || DEFAULT_DELIVERY_POLICY,
      SubscriptionsConfirmed: String(subscriptions.length - pendingCount),
      SubscriptionsPending: String(pendingCount),
      SubscriptionsDeleted: String(topic.deletedSubscriptions),
      ...(isFifo && { FifoTopic: "true", ContentBasedDeduplication: "false", FifoThroughputScope: "Topic" }),
      ...topic.attributes,
    }),
  );
  return { Attributes: attributes };
}

/** SNS SetTopicAttributes. */
export function SetTopicAttributes(call: Call, input: Input) {
  const topic = requireTopic(call, textIn(input, "TopicArn"));
  const name = requiredText(input, "AttributeName");
  const value = textIn(input, "AttributeValue");
  if (value === undefined && name === "Policy") throw missing("AttributeValue");
  checkTopicAttribute(name, value ?? "", topic.name.endsWith(".fifo"));
  topic.attributes[name] = value ?? "";
}
