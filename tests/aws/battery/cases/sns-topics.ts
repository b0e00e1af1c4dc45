import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  SetSubscriptionAttributesCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { casesOf, documented, memory, model } from "../case";
import { arrivals } from "../events-bench";
import { outcome } from "../outcome";
import { aLine, aTopic, publish, subscribe } from "../sns-bench";
import { aQueue } from "../sqs-bench";

const API = "SNS API Reference";
const RAW = "SNS Developer Guide, Amazon SNS raw message delivery";

const topics = [
  ...casesOf("sns", "CreateTopic", [
    {
      id: "topic-again",
      title: "the same name is the same topic",
      cites: documented(`${API}, CreateTopic: this action is idempotent`),
      run: async (bench) => {
        const first = await aTopic(bench);
        return first === (await aTopic(bench));
      },
      expected: true,
    },
    {
      id: "topic-arn",
      title: "a topic's ARN has Region, account and name",
      cites: documented(`${API}, CreateTopic`),
      run: async (bench) => (await aTopic(bench)) === bench.arn("sns", bench.name("topic")),
      expected: true,
    },
    {
      id: "topic-bad-name",
      title: "a name with a space in it is InvalidParameter",
      cites: model("sns, InvalidParameterException: error code InvalidParameter"),
      run: async (bench) => outcome(bench.aws.sns.send(new CreateTopicCommand({ Name: bench.name("a b") }))),
      expected: "InvalidParameterException",
    },
  ]),
  ...casesOf("sns", "GetTopicAttributes", [
    {
      id: "topic-attributes",
      title: "a topic counts its subscriptions; an absent one is NotFound",
      cites: documented(`${API}, GetTopicAttributes`),
      run: async (bench) => {
        const { topic } = await aLine(bench);
        const read = (TopicArn: string) => bench.aws.sns.send(new GetTopicAttributesCommand({ TopicArn }));
        const { Attributes = {} } = await bench.eventually(
          () => read(topic),
          (all) => all.Attributes?.SubscriptionsConfirmed === "1",
        );
        return [Attributes.TopicArn === topic, Attributes.SubscriptionsConfirmed, await outcome(read(`${topic}-not`))];
      },
      expected: [true, "1", "NotFoundException"],
    },
  ]),
  ...casesOf("sns", "ListTopics", [
    {
      id: "topics-listed",
      title: "a topic is among the account's",
      cites: documented(`${API}, ListTopics`),
      run: async (bench) => {
        const topic = await aTopic(bench);
        let NextToken: string | undefined;
        do {
          const page = await bench.aws.sns.send(new ListTopicsCommand({ NextToken }));
          if (page.Topics?.some(({ TopicArn }) => TopicArn === topic)) return true;
          ({ NextToken } = page);
        } while (NextToken);
        return false;
      },
      expected: true,
    },
  ]),
];

const subscribing = [
  ...casesOf("sns", "Subscribe", [
    {
      id: "subscribe-twice",
      title: "the same endpoint again is the same subscription",
      cites: memory("the answer to a second Subscribe with the same attributes"),
      run: async (bench) => {
        const { topic, queue, subscription } = await aLine(bench);
        return (await subscribe(bench, topic, queue.arn)) === subscription;
      },
      expected: true,
    },
    {
      id: "subscribe-absent",
      title: "a subscription to an absent topic is NotFound",
      cites: model("sns, Subscribe: NotFoundException"),
      run: async (bench) => outcome(subscribe(bench, bench.arn("sns", bench.name("absent")), bench.arn("sqs", "q"))),
      expected: "NotFoundException",
    },
    {
      id: "subscribe-bad-filter",
      title: "a filter policy that is none is InvalidParameter",
      cites: model("sns, Subscribe: InvalidParameterException"),
      run: async (bench) => {
        const topic = await aTopic(bench);
        return outcome(subscribe(bench, topic, bench.arn("sqs", "q"), { FilterPolicy: '{"a": 5}' }));
      },
      expected: "InvalidParameterException",
    },
  ]),
  ...casesOf("sns", "GetSubscriptionAttributes", [
    {
      id: "subscription-attributes",
      title: "a subscription tells endpoint, owner and redrive policy",
      cites: documented(`${API}, GetSubscriptionAttributes`),
      run: async (bench) => {
        const dlq = await aQueue(bench, "dlq");
        const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlq.arn });
        const { queue, subscription, topic } = await aLine(bench, { RedrivePolicy });
        const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription });
        const { Attributes = {} } = await bench.aws.sns.send(command);
        const { Protocol, Endpoint, Owner, TopicArn, RawMessageDelivery, PendingConfirmation } = Attributes;
        return [
          [Protocol, RawMessageDelivery, PendingConfirmation],
          [
            Endpoint === queue.arn,
            Owner === bench.accountId,
            TopicArn === topic,
            Attributes.RedrivePolicy === RedrivePolicy,
          ],
        ];
      },
      expected: [
        ["sqs", "false", "false"],
        [true, true, true, true],
      ],
    },
  ]),
  ...casesOf("sns", "SetSubscriptionAttributes", [
    {
      id: "subscription-becomes-raw",
      title: "raw delivery can be switched on",
      cites: documented(RAW),
      run: async (bench) => {
        const { topic, queue, subscription } = await aLine(bench);
        const change = { AttributeName: "RawMessageDelivery", AttributeValue: "true" };
        await bench.aws.sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn: subscription, ...change }));
        if (bench.site.isReal) await bench.wait(15);
        await publish(bench, topic, "hello");
        return (await arrivals(bench, queue, 1))[0]?.Body;
      },
      expected: "hello",
    },
  ]),
  ...casesOf("sns", "ListSubscriptionsByTopic", [
    {
      id: "subscriptions-of-topic",
      title: "a topic's subscriptions are listed",
      cites: documented(`${API}, ListSubscriptionsByTopic`),
      run: async (bench) => {
        const { topic, queue } = await aLine(bench);
        const { Subscriptions = [] } = await bench.aws.sns.send(
          new ListSubscriptionsByTopicCommand({ TopicArn: topic }),
        );
        return Subscriptions.map(({ Protocol, Endpoint }) => [Protocol, Endpoint === queue.arn]);
      },
      expected: [["sqs", true]],
    },
  ]),
  ...casesOf("sns", "ListSubscriptions", [
    {
      id: "subscriptions-listed",
      title: "a subscription is among the account's",
      cites: documented(`${API}, ListSubscriptions`),
      run: async (bench) => {
        const { subscription } = await aLine(bench);
        let NextToken: string | undefined;
        do {
          const page = await bench.aws.sns.send(new ListSubscriptionsCommand({ NextToken }));
          if (page.Subscriptions?.some(({ SubscriptionArn }) => SubscriptionArn === subscription)) return true;
          ({ NextToken } = page);
        } while (NextToken);
        return false;
      },
      expected: true,
    },
  ]),
  ...casesOf("sns", "Unsubscribe", [
    {
      id: "unsubscribed",
      title: "who unsubscribed hears nothing",
      cites: documented(`${API}, Unsubscribe`),
      run: async (bench) => {
        const { topic, queue, subscription } = await aLine(bench);
        await bench.aws.sns.send(new UnsubscribeCommand({ SubscriptionArn: subscription }));
        if (bench.site.isReal) await bench.wait(15);
        await publish(bench, topic, "hello");
        return (await arrivals(bench, queue, 1)).length;
      },
      expected: 0,
    },
  ]),
];

export const SNS_TOPICS = [...topics, ...subscribing];
