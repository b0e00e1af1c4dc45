import {
  AddPermissionCommand,
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  RemovePermissionCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
  UnsubscribeCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-sns";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, errorOf, type Keys, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

let simulator: Simulator;
let sns: SNSClient;
let TopicArn: string;

const clientOf = (credentials: Keys) =>
  new SNSClient({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 1 });
const aTopic = async (Name: string, Attributes?: Record<string, string>) =>
  (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn!;
const queueArn = (name: string, account = ACCOUNT) => `arn:aws:sqs:${REGION}:${account}:${name}`;
const subscribe = (input: { Endpoint: string; Protocol?: string; Attributes?: Record<string, string> }, client = sns) =>
  client.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", ...input }));

beforeEach(async () => {
  simulator = await startSimulator({ seed: 5 });
  sns = clientOf(rootKeys(ACCOUNT));
  TopicArn = await aTopic("orders");
});
afterEach(() => simulator.stop());

test("making the same topic again gives the same ARN", async () => {
  expect(TopicArn).toBe(`arn:aws:sns:${REGION}:${ACCOUNT}:orders`);

  expect(await aTopic("orders")).toBe(TopicArn);
});

test.each([
  ["other attributes", { Name: "orders", Attributes: { DisplayName: "x" } }, /different attributes/],
  ["other tags", { Name: "orders", Tags: [{ Key: "team", Value: "a" }] }, /different tags/],
  ["a name with a blank", { Name: "my topic" }, /Topic Name/],
  ["a FIFO topic without .fifo", { Name: "orders", Attributes: { FifoTopic: "true" } }, /fifo/],
  ["an unknown attribute", { Name: "new", Attributes: { Colour: "red" } }, /AttributeName/],
  ["an archive, which is not simulated", { Name: "new", Attributes: { ArchivePolicy: "{}" } }, /not simulated/],
])("CreateTopic with %s is refused", async (_, input, message) => {
  const error = await errorOf(sns.send(new CreateTopicCommand(input)));

  expect(error.name).toMatch(/^InvalidParameter/);
  expect(error.message).toMatch(message);
});

test("topics are listed a hundred at a time", async () => {
  for (let count = 0; count < 120; count++) await aTopic(`t-${count}`);

  const first = await sns.send(new ListTopicsCommand({}));
  const second = await sns.send(new ListTopicsCommand({ NextToken: first.NextToken }));

  expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([100, 21, undefined]);
});

test("a topic tells its attributes and how many subscribe", async () => {
  await subscribe({ Endpoint: queueArn("a") });
  await subscribe({ Endpoint: "https://example.com/hook", Protocol: "https" });
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: "DisplayName", AttributeValue: "<Orders & more>" }),
  );

  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));

  expect(Attributes).toMatchObject({
    TopicArn,
    Owner: ACCOUNT,
    DisplayName: "<Orders & more>",
    SubscriptionsConfirmed: "1",
    SubscriptionsPending: "1",
  });
  expect(JSON.parse(Attributes?.Policy ?? "").Statement[0].Condition).toEqual({
    StringEquals: { "AWS:SourceOwner": ACCOUNT },
  });
});

test("a deleted topic takes its subscriptions along, and deleting it again is no error", async () => {
  await subscribe({ Endpoint: queueArn("a") });

  await sns.send(new DeleteTopicCommand({ TopicArn }));
  await sns.send(new DeleteTopicCommand({ TopicArn }));

  expect((await sns.send(new ListSubscriptionsCommand({}))).Subscriptions ?? []).toEqual([]);
  expect(await errorOf(sns.send(new GetTopicAttributesCommand({ TopicArn })))).toMatchObject({
    name: expect.stringMatching(/^NotFound/),
    $metadata: { httpStatusCode: 404 },
  });
});

test("permissions are added to the policy and taken away by their label", async () => {
  const policy = async () => {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn }));
    return JSON.parse(Attributes?.Policy ?? "").Statement.map(({ Sid }: { Sid: string }) => Sid);
  };
  const grant = { TopicArn, Label: "other", AWSAccountId: [OTHER_ACCOUNT], ActionName: ["Publish"] };
  await sns.send(new AddPermissionCommand(grant));
  const granted = await policy();
  await clientOf(rootKeys(OTHER_ACCOUNT)).send(new PublishCommand({ TopicArn, Message: "hello" }));

  await sns.send(new RemovePermissionCommand({ TopicArn, Label: "other" }));

  expect(granted).toEqual(["__default_statement_ID", "other"]);
  expect(await policy()).toEqual(["__default_statement_ID"]);
});

test("another account may do nothing without the topic's policy", async () => {
  const other = clientOf(rootKeys(OTHER_ACCOUNT));

  const error = await errorOf(other.send(new PublishCommand({ TopicArn, Message: "x" })));

  expect(error).toMatchObject({
    name: expect.stringMatching(/^AuthorizationError/),
    $metadata: { httpStatusCode: 403 },
  });
});

test("within the account a policy of the caller suffices, and nothing else is allowed by it", async () => {
  const arn = `arn:aws:iam::${ACCOUNT}:user/publisher`;
  const policies = [allow("sns:Publish", TopicArn)];
  await sim(simulator.url, "POST", "/setup", { users: [{ arn, accessKeyId: "AKIAPUBLISHER", policies }] });
  const publisher = clientOf({ accessKeyId: "AKIAPUBLISHER", secretAccessKey: "x" });
  await publisher.send(new PublishCommand({ TopicArn, Message: "x" }));

  const error = await errorOf(publisher.send(new DeleteTopicCommand({ TopicArn })));

  expect(error.message).toContain("SNS:DeleteTopic");
});

test("a Deny in the topic's policy binds its own account", async () => {
  const Statement = { Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: TopicArn };
  const AttributeValue = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
  await sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName: "Policy", AttributeValue }));

  const error = await errorOf(sns.send(new PublishCommand({ TopicArn, Message: "x" })));

  expect(error.message).toMatch(/SNS:Publish on resource: \S+ with an explicit deny in a resource-based policy$/);
});

test("subscribing again with the same attributes gives the same subscription, with others it is refused", async () => {
  const input = { Endpoint: queueArn("a"), Attributes: { RawMessageDelivery: "true" } };
  const first = await subscribe(input);

  const second = await subscribe(input);
  const error = await errorOf(subscribe({ ...input, Attributes: { RawMessageDelivery: "false" } }));

  expect(second.SubscriptionArn).toBe(first.SubscriptionArn);
  expect(error.message).toContain("different attributes");
});

test.each([
  ["a queue URL", { Endpoint: "https://sqs.us-east-1.amazonaws.com/1/a" }, /SQS endpoint ARN/],
  ["a FIFO queue on a standard topic", { Endpoint: queueArn("a.fifo") }, /FIFO SQS Queues can not/],
  ["firehose", { Protocol: "firehose", Endpoint: "arn:aws:firehose:us-east-1:1:x" }, /not simulated/],
  ["an unknown protocol", { Protocol: "pigeon", Endpoint: "x" }, /does not support this protocol/],
  ["a broken filter", { Endpoint: queueArn("a"), Attributes: { FilterPolicy: "{" } }, /FilterPolicy: failed to parse/],
  [
    "a DLQ that is no queue",
    { Endpoint: queueArn("a"), Attributes: { RedrivePolicy: '{"deadLetterTargetArn":"x"}' } },
    /invalid arn/,
  ],
  ["an unknown attribute", { Endpoint: queueArn("a"), Attributes: { Colour: "red" } }, /AttributeName/],
])("Subscribe with %s is refused", async (_, input, message) => {
  expect((await errorOf(subscribe(input))).message).toMatch(message);
});

test("attributes of a subscription are set one by one and shown", async () => {
  const { SubscriptionArn } = await subscribe({ Endpoint: queueArn("a") });
  const set = (AttributeName: string, AttributeValue: string) =>
    sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn, AttributeName, AttributeValue }));
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dlq") });
  await set("RedrivePolicy", RedrivePolicy);
  await set("FilterPolicyScope", "MessageBody");
  await set("FilterPolicy", '{"order":{"kind":["new"]}}');

  const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));

  expect(Attributes).toMatchObject({
    SubscriptionArn,
    Protocol: "sqs",
    PendingConfirmation: "false",
    RawMessageDelivery: "false",
    FilterPolicyScope: "MessageBody",
    FilterPolicy: '{"order":{"kind":["new"]}}',
    RedrivePolicy,
  });
});

test("web and mail endpoints wait for a confirmation", async () => {
  const web = await subscribe({ Protocol: "https", Endpoint: "https://example.com/hook" });
  const mail = await subscribe({ Protocol: "email", Endpoint: "ada@example.com" });

  const { Subscriptions } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));

  expect([web.SubscriptionArn, mail.SubscriptionArn]).toEqual(["pending confirmation", "pending confirmation"]);
  expect(Subscriptions?.map((one) => one.SubscriptionArn)).toEqual(["PendingConfirmation", "PendingConfirmation"]);
});

test("a wrong token confirms nothing", async () => {
  await subscribe({ Protocol: "https", Endpoint: "https://example.com/hook" });

  const error = await errorOf(sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token: "guess" })));

  expect(error.message).toContain("Token");
});

test("who unsubscribes twice hears no error", async () => {
  const { SubscriptionArn } = await subscribe({ Endpoint: queueArn("a") });

  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
  await sns.send(new UnsubscribeCommand({ SubscriptionArn }));

  const error = await errorOf(sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })));
  expect(error.name).toMatch(/^NotFound/);
});

test("tags are added, replaced and removed", async () => {
  const Tags = [
    { Key: "team", Value: "a" },
    { Key: "cost", Value: "1" },
  ];
  await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags }));
  await sns.send(new TagResourceCommand({ ResourceArn: TopicArn, Tags: [{ Key: "team", Value: "b" }] }));
  await sns.send(new UntagResourceCommand({ ResourceArn: TopicArn, TagKeys: ["cost"] }));

  const answer = await sns.send(new ListTagsForResourceCommand({ ResourceArn: TopicArn }));

  expect(answer.Tags).toEqual([{ Key: "team", Value: "b" }]);
});

test.each([
  ["an empty message", { Message: "" }, /Empty message/],
  ["a message over 256 KiB", { Message: "x".repeat(262_145) }, /Message too long/],
  ["a subject with a line break", { Message: "x", Subject: "a\nb" }, /Subject/],
  ["MessageStructure without JSON", { Message: "x", MessageStructure: "json" }, /failed to parse/],
  ["MessageStructure without default", { Message: '{"sqs":"x"}', MessageStructure: "json" }, /No default entry/],
  ["a deduplication id", { Message: "x", MessageDeduplicationId: "1" }, /not valid for this topic type/],
  ["an attribute without value", { Message: "x", MessageAttributes: { a: { DataType: "String" } } }, /non-empty/],
  [
    "an attribute of unknown type",
    { Message: "x", MessageAttributes: { a: { DataType: "Map", StringValue: "x" } } },
    /type prefixes/,
  ],
])("Publish with %s is refused", async (_, input, message) => {
  expect((await errorOf(sns.send(new PublishCommand({ TopicArn, ...input })))).message).toMatch(message);
});

test("a topic may be set to take up to 1 MiB", async () => {
  await sns.send(
    new SetTopicAttributesCommand({ TopicArn, AttributeName: "MaximumMessageSize", AttributeValue: "1048576" }),
  );

  const { MessageId } = await sns.send(new PublishCommand({ TopicArn, Message: "x".repeat(1_000_000) }));

  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
});

test("of a batch each entry succeeds or fails alone", async () => {
  const PublishBatchRequestEntries = [
    { Id: "a", Message: "one" },
    { Id: "b", Message: "two", Subject: "bad\nsubject" },
  ];

  const answer = await sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));

  expect(answer.Successful).toEqual([{ Id: "a", MessageId: expect.any(String) }]);
  expect(answer.Failed).toMatchObject([{ Id: "b", Code: "InvalidParameter", SenderFault: true }]);
});

test.each([
  ["no entries", [], /EmptyBatchRequest/],
  ["eleven entries", Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, Message: "x" })), /TooManyEntries/],
  [
    "the same id twice",
    [
      { Id: "a", Message: "x" },
      { Id: "a", Message: "y" },
    ],
    /NotDistinct/,
  ],
  ["a strange id", [{ Id: "a b", Message: "x" }], /InvalidBatchEntryId/],
  [
    "too much together",
    [
      { Id: "a", Message: "x".repeat(200_000) },
      { Id: "b", Message: "x".repeat(100_000) },
    ],
    /BatchRequestTooLong/,
  ],
])("a batch with %s is refused", async (_, PublishBatchRequestEntries, name) => {
  const error = await errorOf(sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries })));

  expect(error.name).toMatch(name);
});

test("changes of configuration are recorded for CloudTrail", async () => {
  await subscribe({ Endpoint: queueArn("a") });
  await sns.send(new PublishCommand({ TopicArn, Message: "x" }));

  const names = simulator.world.trail.events.map(({ eventName }) => eventName);

  expect(names).toEqual(["CreateTopic", "Subscribe"]);
});
