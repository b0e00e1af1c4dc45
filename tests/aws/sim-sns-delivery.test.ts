import { GetMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  PublishCommand,
  type PublishCommandInput,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { DeleteQueueCommand, ReceiveMessageCommand, SetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { publishFor } from "@/simulator/sns/publish-for";
import { type Simulator, startSimulator } from "@/simulator/start";
import { SimulatedWorld } from "@/simulator/world";
import { ACCOUNT, aQueue, type Clients, clientsOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let clients: Clients;
let sns: SNSClient;
let TopicArn: string;
let inbox: string;

const queueArn = (name: string, account = ACCOUNT) => `arn:aws:sqs:${REGION}:${account}:${name}`;
const snsOf = (account: string) =>
  new SNSClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(account), maxAttempts: 1 });

/** A queue policy that lets SNS send for the topic. */
const lets = (queue: string, account = ACCOUNT) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArn(queue, account),
        Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
      },
    ],
  });

async function subscribe(queue: string, Attributes: Record<string, string> = {}): Promise<string> {
  const input = { TopicArn, Protocol: "sqs", Endpoint: queueArn(queue), Attributes };
  return (await sns.send(new SubscribeCommand(input))).SubscriptionArn ?? "";
}

const publish = (Message: string, more: Partial<PublishCommandInput> = {}) =>
  sns.send(new PublishCommand({ TopicArn, Message, ...more }));

async function received(QueueUrl: string, by = clients) {
  const input = { QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"], VisibilityTimeout: 0 };
  const { Messages = [] } = await by.sqs.send(
    new ReceiveMessageCommand({ ...input, MessageSystemAttributeNames: ["All"] }),
  );
  return Messages;
}

const bodies = async (url: string) => (await received(url)).map(({ Body = "" }) => Body);
const dlq = (name: string) => ({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn(name) }) });
const fault = (rule: object) =>
  sim(simulator.url, "POST", "/faults", { rules: [{ operation: "sqs:SendMessage", via: "sns", ...rule }] });

async function metric(MetricName: string): Promise<number> {
  await simulator.world.advance(180);
  const now = simulator.world.clock.now();
  const Dimensions = [{ Name: "TopicName", Value: TopicArn.split(":")[5] }];
  const { MetricDataResults } = await clients.cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: new Date(now - 3_600_000),
      EndTime: new Date(now),
      MetricDataQueries: [
        { Id: "m", MetricStat: { Metric: { Namespace: "AWS/SNS", MetricName, Dimensions }, Period: 60, Stat: "Sum" } },
      ],
    }),
  );
  return (MetricDataResults?.[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
}

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  clients = clientsOf(simulator.url);
  sns = snsOf(ACCOUNT);
  TopicArn = (await sns.send(new CreateTopicCommand({ Name: "orders" }))).TopicArn ?? "";
  inbox = await aQueue(clients, "inbox", { Policy: lets("inbox") });
});
afterEach(() => simulator.stop());

test("a queue gets an envelope with all that SNS says about the message", async () => {
  const subscriptionArn = await subscribe("inbox");
  const MessageAttributes = { kind: { DataType: "String", StringValue: "new" } };

  const { MessageId } = await publish('{"id":1}', { Subject: "An order", MessageAttributes });

  const [message] = await received(inbox);
  expect(JSON.parse(message?.Body ?? "")).toEqual({
    Type: "Notification",
    MessageId,
    TopicArn,
    Subject: "An order",
    Message: '{"id":1}',
    Timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    SignatureVersion: "1",
    Signature: expect.any(String),
    SigningCertURL: expect.stringMatching(/^https:\/\/sns\.us-east-1\.amazonaws\.com\/SimpleNotificationService-/),
    UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`,
    MessageAttributes: { kind: { Type: "String", Value: "new" } },
  });
  expect(message?.MessageAttributes).toBeUndefined();
});

test("raw delivery gives the message as it is, with its attributes", async () => {
  await subscribe("inbox", { RawMessageDelivery: "true" });
  const MessageAttributes = {
    kind: { DataType: "String", StringValue: "new" },
    bytes: { DataType: "Binary", BinaryValue: new Uint8Array([1, 2]) },
  };

  await publish("plain", { MessageAttributes });

  const [message] = await received(inbox);
  expect(message?.Body).toBe("plain");
  expect(message?.MessageAttributes).toMatchObject(MessageAttributes);
});

test("MessageStructure json gives each protocol its own text", async () => {
  await subscribe("inbox", { RawMessageDelivery: "true" });

  await publish(JSON.stringify({ default: "for all", sqs: "for queues" }), { MessageStructure: "json" });

  expect(await bodies(inbox)).toEqual(["for queues"]);
});

test("a queue whose policy does not let SNS in gets nothing, and nothing is retried", async () => {
  const closed = await aQueue(clients, "closed");
  await subscribe("closed");

  await publish("x");

  await simulator.world.advance(3600);
  expect(await bodies(closed)).toEqual([]);
  expect(simulator.world.agenda.size).toBe(0);
});

test("a message for a deleted queue is dead-lettered at once in the form of the subscriber, without a word about the error", async () => {
  const dead = await aQueue(clients, "dead", { Policy: lets("dead") });
  const subscriptionArn = await subscribe("inbox", dlq("dead"));
  await clients.sqs.send(new DeleteQueueCommand({ QueueUrl: inbox }));

  const { MessageId } = await publish("x");

  const [message] = await received(dead);
  expect(JSON.parse(message?.Body ?? "")).toMatchObject({ Type: "Notification", MessageId, Message: "x" });
  expect(message?.Body).toContain(subscriptionArn);
  expect(message?.MessageAttributes).toBeUndefined();
  expect(message?.Attributes?.DeadLetterQueueSourceArn).toBeUndefined();
  expect(await metric("NumberOfNotificationsFailed")).toBe(1);
  expect(await metric("NumberOfNotificationsRedrivenToDlq")).toBe(1);
});

test("raw, the dead letter is the message itself with its attributes", async () => {
  const dead = await aQueue(clients, "dead", { Policy: lets("dead") });
  await subscribe("gone", { ...dlq("dead"), RawMessageDelivery: "true" });

  await publish("plain", { MessageAttributes: { kind: { DataType: "Number", StringValue: "7" } } });

  const [message] = await received(dead);
  expect(message?.Body).toBe("plain");
  expect(message?.MessageAttributes?.kind).toMatchObject({ DataType: "Number", StringValue: "7" });
});

test("a dead-letter queue that does not let SNS in loses the message, which is counted", async () => {
  const dead = await aQueue(clients, "dead");
  await subscribe("gone", dlq("dead"));

  await publish("x");

  expect(await bodies(dead)).toEqual([]);
  expect(await metric("NumberOfNotificationsFailedToRedriveToDlq")).toBe(1);
  expect(await metric("NumberOfNotificationsRedrivenToDlq")).toBe(0);
});

test("raw with more than ten attributes fails for a queue and is not retried", async () => {
  await subscribe("inbox", { RawMessageDelivery: "true" });
  const eleven = Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: "String", StringValue: "x" }]);

  await publish("x", { MessageAttributes: Object.fromEntries(eleven) });

  expect(await bodies(inbox)).toEqual([]);
  expect(await metric("NumberOfNotificationsFailed")).toBe(1);
});

test.each(["throttle", "5xx", "timeout"])(
  "a queue that answers with %s is tried again until it takes the message",
  async (kind) => {
    await subscribe("inbox", { RawMessageDelivery: "true" });
    await fault({ kind, until: 7 });

    await publish("x");
    const before = await bodies(inbox);
    await simulator.world.advance(10);

    expect(before).toEqual([]);
    expect(await bodies(inbox)).toEqual(["x"]);
    expect(await metric("NumberOfNotificationsDelivered")).toBe(1);
  },
);

test("after 23 days of server errors the message goes to the dead-letter queue", async () => {
  const dead = await aQueue(clients, "dead", { Policy: lets("dead"), MessageRetentionPeriod: "1209600" });
  await subscribe("inbox", { ...dlq("dead"), RawMessageDelivery: "true" });
  await fault({ kind: "5xx", queueName: "inbox" });
  await publish("x");

  await simulator.world.advance(23 * 86_400);
  const early = await bodies(dead);
  await simulator.world.advance(86_400);

  expect(early).toEqual([]);
  expect(await bodies(dead)).toEqual(["x"]);
});

test("a retry survives a saved state", async () => {
  await subscribe("inbox", { RawMessageDelivery: "true" });
  await fault({ kind: "5xx", until: 6 });
  await publish("x");
  const restored = new SimulatedWorld(1);

  restored.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await restored.advance(60);

  expect(restored.sqs.regionOf(ACCOUNT, REGION).find("inbox")?.store.counts.visible).toBe(1);
});

test("a filter keeps away what it does not let through, and says why in the metrics", async () => {
  await subscribe("inbox", {
    RawMessageDelivery: "true",
    FilterPolicy: '{"kind":["new"],"price":[{"numeric":[">",5]}]}',
  });
  const attributes = (kind: string, price: string) => ({
    MessageAttributes: {
      kind: { DataType: "String", StringValue: kind },
      price: { DataType: "Number", StringValue: price },
    },
  });

  await publish("in", attributes("new", "6"));
  await publish("cheap", attributes("new", "5"));
  await publish("bare");

  expect(await bodies(inbox)).toEqual(["in"]);
  expect(await metric("NumberOfNotificationsFilteredOut")).toBe(2);
  expect(await metric("NumberOfNotificationsFilteredOut-MessageAttributes")).toBe(1);
  expect(await metric("NumberOfNotificationsFilteredOut-NoMessageAttributes")).toBe(1);
});

test("a filter on the body looks into its JSON, and counts what is none", async () => {
  const FilterPolicy = '{"order":{"kind":["new"]}}';
  await subscribe("inbox", { RawMessageDelivery: "true", FilterPolicy, FilterPolicyScope: "MessageBody" });

  await publish('{"order":{"kind":"new"}}');
  await publish('{"order":{"kind":"old"}}');
  await publish("no JSON");

  expect(await bodies(inbox)).toEqual(['{"order":{"kind":"new"}}']);
  expect(await metric("NumberOfNotificationsFilteredOut-MessageBody")).toBe(1);
  expect(await metric("NumberOfNotificationsFilteredOut-InvalidMessageBody")).toBe(1);
});

test("an attribute list that is no JSON is counted as invalid", async () => {
  await subscribe("inbox", { FilterPolicy: '{"kinds":["new"]}' });

  await publish("x", { MessageAttributes: { kinds: { DataType: "String.Array", StringValue: "new,old" } } });

  expect(await metric("NumberOfNotificationsFilteredOut-InvalidAttributes")).toBe(1);
});

test("publishing is counted once however many subscribe, delivery once for each", async () => {
  await aQueue(clients, "second", { Policy: lets("second") });
  await subscribe("inbox");
  await subscribe("second");

  await publish("12345");

  expect(await metric("NumberOfMessagesPublished")).toBe(1);
  expect(await metric("PublishSize")).toBe(5);
  expect(await metric("NumberOfNotificationsDelivered")).toBe(2);
});

test("the policy of another account's queue decides, once that account has confirmed", async () => {
  const other = clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT));
  const url = await aQueue(other, "theirs", { Policy: lets("theirs", OTHER_ACCOUNT) });
  const Endpoint = queueArn("theirs", OTHER_ACCOUNT);
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await publish("before");
  const asked = await received(url, other);
  const { Type, Token } = JSON.parse(asked[0]?.Body ?? "{}");
  await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));

  await publish("after");

  const messages = (await received(url, other)).map(({ Body = "{}" }) => JSON.parse(Body).Message);
  expect([Type, asked.length]).toEqual(["SubscriptionConfirmation", 1]);
  expect(messages).toContain("after");
});

test("an account that subscribes its own queue to another's topic needs no confirmation, only the topic's policy", async () => {
  const other = clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT));
  const url = await aQueue(other, "theirs", { Policy: lets("theirs", OTHER_ACCOUNT) });
  const statement = { Effect: "Allow", Principal: { AWS: OTHER_ACCOUNT }, Action: "sns:Subscribe", Resource: TopicArn };
  const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  const Endpoint = queueArn("theirs", OTHER_ACCOUNT);
  await snsOf(OTHER_ACCOUNT).send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
  await publish("first");
  const before = await received(url, other);
  await other.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy: "" } }));

  await publish("second");

  expect(before).toHaveLength(1);
  expect(await received(url, other)).toHaveLength(1);
});

test.each([
  ["by the default policy no", undefined, { kind: "permission" }],
  ["by a policy that names it yes", "events.amazonaws.com", undefined],
])("may a service publish: %s", async (_, service, expected) => {
  if (service) {
    const statement = { Effect: "Allow", Principal: { Service: service }, Action: "sns:Publish", Resource: TopicArn };
    const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));
  }
  const { world } = simulator;
  const rule = `arn:aws:events:${REGION}:${ACCOUNT}:rule/r`;
  const sender = { via: "events", service: "events.amazonaws.com", sourceArn: rule, accountId: ACCOUNT } as const;

  const problem = publishFor(world, sender, TopicArn, { message: "x" }, world.clock.now());

  if (expected) expect(problem).toMatchObject(expected);
  else expect(problem).toBeUndefined();
});

const aFifo = async (Attributes: Record<string, string> = {}) => {
  const input = { Name: "pay.fifo", Attributes: { FifoTopic: "true", ...Attributes } };
  TopicArn = (await sns.send(new CreateTopicCommand(input))).TopicArn ?? "";
  const attributes = { FifoQueue: "true", Policy: lets("pay.fifo") };
  const url = await aQueue(clients, "pay.fifo", attributes);
  await subscribe("pay.fifo");
  return url;
};

test("a FIFO topic hands group, deduplication id and its own sequence number on", async () => {
  const url = await aFifo({ ContentBasedDeduplication: "true" });

  const { SequenceNumber } = await publish("one", { MessageGroupId: "g" });

  const [message] = await received(url);
  expect(message?.Attributes).toMatchObject({
    MessageGroupId: "g",
    MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(JSON.parse(message?.Body ?? "")).toMatchObject({ Message: "one", SequenceNumber });
  expect(SequenceNumber).toMatch(/^\d{20}$/);
});

test("a repeated deduplication id is accepted and not delivered", async () => {
  const url = await aFifo();
  const ids = { MessageGroupId: "g", MessageDeduplicationId: "same" };
  const first = await publish("one", ids);

  const second = await publish("two", ids);

  expect(second.MessageId).toBe(first.MessageId);
  expect(await received(url)).toHaveLength(1);
});

test("what follows in a group waits until its first notification is delivered", async () => {
  const url = await aFifo({ ContentBasedDeduplication: "true" });
  await fault({ kind: "5xx", until: 5 });
  await publish("one", { MessageGroupId: "g" });
  await publish("two", { MessageGroupId: "g" });
  await publish("three", { MessageGroupId: "g" });
  const before = await received(url);

  await simulator.world.advance(30);

  const messages = (await received(url)).map(({ Body = "" }) => JSON.parse(Body).Message);
  expect(before).toEqual([]);
  expect(messages).toEqual(["one", "two", "three"]);
});
