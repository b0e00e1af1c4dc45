import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { CreateTopicCommand, SetTopicAttributesCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import type { Estate } from "./estate";
import { arnIn, functionArn, type Place, ruleArn, SHIPPING, SHOP } from "./estate-places";
import { unlessThere } from "./unless-there";

interface Subscriber {
  readonly queue?: string;
  readonly function?: string;
  readonly filter?: object;
  readonly deadLetters?: string;
}

interface EstateTopic {
  readonly name: string;
  readonly at: Place;
  /** The rule that publishes here; the shop's own software may anyway. */
  readonly from?: string;
  readonly subscribers: readonly Subscriber[];
}

const ESTATE_TOPICS: readonly EstateTopic[] = [
  {
    name: "order-notices",
    at: SHOP,
    from: ruleArn(SHOP, "shop", "order-placed"),
    subscribers: [{ function: "notify-customer", deadLetters: "stock-changes-dlq" }],
  },
  {
    name: "stock-changes",
    at: SHOP,
    subscribers: [
      { queue: "search-index", deadLetters: "stock-changes-dlq" },
      { queue: "price-cache", filter: { kind: ["price"] }, deadLetters: "stock-changes-dlq" },
    ],
  },
  {
    name: "quote-requests",
    at: SHIPPING,
    subscribers: [{ queue: "quote-dhl" }, { queue: "quote-ups" }, { queue: "quote-post" }],
  },
  {
    name: "shipments",
    at: SHIPPING,
    from: ruleArn(SHIPPING, "shipping", "order-shipped"),
    subscribers: [{ queue: "parcel-labels" }],
  },
];

/** Makes the topics with their subscriptions, or makes them again what they should be. */
export async function ensureTopics(estate: Estate): Promise<void> {
  await Promise.all(ESTATE_TOPICS.map((topic) => ensureTopic(estate, topic)));
}

async function ensureTopic(estate: Estate, { name, at, from, subscribers }: EstateTopic): Promise<void> {
  const { sns } = estate.at(at);
  const TopicArn = arnIn(at, "sns", name);
  await sns.send(new CreateTopicCommand({ Name: name }));
  if (from) {
    const AttributeValue = JSON.stringify(mayPublish(at, TopicArn, from));
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  }
  for (const subscriber of subscribers) await subscribe(estate, at, TopicArn, subscriber);
}

async function subscribe(estate: Estate, at: Place, TopicArn: string, subscriber: Subscriber): Promise<void> {
  const { sns, lambda } = estate.at(at);
  const deadLetterTargetArn = subscriber.deadLetters && arnIn(at, "sqs", subscriber.deadLetters);
  const Attributes: Record<string, string> = {
    ...(subscriber.queue && { RawMessageDelivery: "true" }),
    ...(subscriber.filter && { FilterPolicy: JSON.stringify(subscriber.filter) }),
    ...(deadLetterTargetArn && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn }) }),
  };
  if (subscriber.function) {
    const grant = { StatementId: "from-topic", Action: "lambda:InvokeFunction", Principal: "sns.amazonaws.com" };
    const FunctionName = subscriber.function;
    await unlessThere(lambda.send(new AddPermissionCommand({ ...grant, FunctionName, SourceArn: TopicArn })));
  }
  const Protocol = subscriber.queue ? "sqs" : "lambda";
  const Endpoint = subscriber.queue ? arnIn(at, "sqs", subscriber.queue) : functionArn(at, subscriber.function ?? "");
  await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
}

function mayPublish({ account }: Place, Resource: string, rule: string) {
  const publish = { Effect: "Allow", Action: "sns:Publish", Resource };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        ...publish,
        Principal: { Service: "events.amazonaws.com" },
        Condition: { ArnEquals: { "aws:SourceArn": rule } },
      },
      { ...publish, Principal: { AWS: `arn:aws:iam::${account.awsAccountId}:root` } },
    ],
  };
}
