import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  MessageNotInflight,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  QueueDoesNotExist,
  QueueNameExists,
  ReceiptHandleIsInvalid,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { ACCOUNT, aMessage, aQueue, clientsOf, errorOf, OTHER_ACCOUNT, REGION, rootKeys, sim } from "./sim-clients";

const simulator = await startSimulator();
afterAll(() => simulator.stop());
const aws = clientsOf(simulator.url);
const { sqs } = aws;

async function received(QueueUrl: string, more: Partial<ReceiveMessageCommandInput> = {}) {
  const all = { MessageSystemAttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...all, ...more }),
  );
  return Messages ?? [];
}

async function attributesOf(QueueUrl: string) {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return Attributes ?? {};
}

test("a new queue tells all its settings and counters", async () => {
  const QueueUrl = await aQueue(aws, "settings", { VisibilityTimeout: "45" });

  expect(QueueUrl).toBe(`${simulator.url}/${ACCOUNT}/settings`);
  expect(await attributesOf(QueueUrl)).toEqual({
    QueueArn: `arn:aws:sqs:${REGION}:${ACCOUNT}:settings`,
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
    ApproximateNumberOfMessagesDelayed: "0",
    CreatedTimestamp: expect.stringMatching(/^\d{10}$/),
    LastModifiedTimestamp: expect.stringMatching(/^\d{10}$/),
    DelaySeconds: "0",
    MaximumMessageSize: "1048576",
    MessageRetentionPeriod: "345600",
    ReceiveMessageWaitTimeSeconds: "0",
    VisibilityTimeout: "45",
    SqsManagedSseEnabled: "true",
  });
});

test("body, attributes of every type, trace header and digests arrive as they were sent", async () => {
  const QueueUrl = await aQueue(aws, "faithful");
  const bytes = Uint8Array.from({ length: 256 }, (_, n) => n);
  const MessageAttributes = {
    text: { DataType: "String", StringValue: "grüße 😀" },
    "text.custom": { DataType: "String.json", StringValue: "{}" },
    number: { DataType: "Number", StringValue: "12345678901234567890123456789012345678" },
    bytes: { DataType: "Binary.gif", BinaryValue: bytes },
  };
  const sent = await sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: '{"big": 12345678901234567890}\n\t😀',
      MessageAttributes,
      MessageGroupId: "tenant-7",
      MessageSystemAttributes: {
        AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" },
      },
    }),
  );
  const [message] = await received(QueueUrl);

  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: '{"big": 12345678901234567890}\n\t😀',
    MD5OfBody: sent.MD5OfMessageBody,
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    Attributes: {
      SenderId: ACCOUNT,
      ApproximateReceiveCount: "1",
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      MessageGroupId: "tenant-7",
      AWSTraceHeader: "Root=1-5759e988-bd862e3fe1be46a994272793",
    },
  });
  expect(message?.MessageAttributes).toEqual(MessageAttributes);
  expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
});

test("attributes that were not asked for are not told", async () => {
  const QueueUrl = await aQueue(aws, "unasked");
  const MessageAttributes = {
    "a.x": { DataType: "String", StringValue: "1" },
    b: { DataType: "String", StringValue: "2" },
  };
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", MessageAttributes }));
  const bare = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  const some = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["a.*"] }));

  expect(bare.Messages?.[0]).not.toHaveProperty("Attributes");
  expect(bare.Messages?.[0]).not.toHaveProperty("MessageAttributes");
  expect(Object.keys(some.Messages?.[0]?.MessageAttributes ?? {})).toEqual(["a.x"]);
});

test("1 MiB passes, one byte more does not", async () => {
  const QueueUrl = await aQueue(aws, "large");
  const MessageBody = "é".repeat(524_288);
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const [message] = await received(QueueUrl);
  const refused = await errorOf(sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: `${MessageBody}x` })));

  expect(message?.Body).toBe(MessageBody);
  expect(refused.name).toBe("InvalidParameterValue");
});

test("a long poll wakes as soon as a message is sent", async () => {
  const QueueUrl = await aQueue(aws, "long-poll");
  const startedAt = performance.now();
  const polling = received(QueueUrl, { WaitTimeSeconds: 20 });
  setTimeout(() => void aMessage(aws, QueueUrl, "wake up"), 150);

  expect((await polling).map((message) => message.Body)).toEqual(["wake up"]);
  expect(performance.now() - startedAt).toBeLessThan(2000);
});

test("a long poll sees a message come back from flight, and ends empty when its time is over", async () => {
  const QueueUrl = await aQueue(aws, "patient");
  await aMessage(aws, QueueUrl, "back again");
  await received(QueueUrl, { VisibilityTimeout: 10 });
  const returning = received(QueueUrl, { WaitTimeSeconds: 20, VisibilityTimeout: 600 });
  const empty = received(await aQueue(aws, "nobody-sends"), { WaitTimeSeconds: 20 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await simulator.world.advance(20);

  expect((await returning).map((message) => message.Body)).toEqual(["back again"]);
  expect(await empty).toEqual([]);
});

test("a client that goes away takes no message with it", async () => {
  const QueueUrl = await aQueue(aws, "hung-up");
  const gone = new AbortController();
  const polling = sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), { abortSignal: gone.signal });
  setTimeout(() => gone.abort(), 100);
  await errorOf(polling);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await aMessage(aws, QueueUrl);

  expect(await received(QueueUrl)).toHaveLength(1);
});

test("counters follow a message through delay, flight and return without anybody receiving", async () => {
  const QueueUrl = await aQueue(aws, "counters");
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", DelaySeconds: 60 }));
  const counters = async () => {
    const all = await attributesOf(QueueUrl);
    return [
      all.ApproximateNumberOfMessages,
      all.ApproximateNumberOfMessagesNotVisible,
      all.ApproximateNumberOfMessagesDelayed,
    ].join();
  };
  const delayed = await counters();
  await simulator.world.advance(60);
  const visible = await counters();
  await received(QueueUrl, { VisibilityTimeout: 30 });
  const inFlight = await counters();
  await simulator.world.advance(30);

  expect([delayed, visible, inFlight, await counters()]).toEqual(["0,0,1", "1,0,0", "0,1,0", "1,0,0"]);
});

test("handles: garbage is refused, deleting twice and an older handle succeed", async () => {
  const QueueUrl = await aQueue(aws, "handles");
  await aMessage(aws, QueueUrl);
  const [older] = await received(QueueUrl, { VisibilityTimeout: 0 });
  const [latest] = await received(QueueUrl);
  const remove = (handle = "garbage") => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: handle }));
  const garbage = await errorOf(remove());
  await remove(older?.ReceiptHandle);
  const afterOlder = (await attributesOf(QueueUrl)).ApproximateNumberOfMessagesNotVisible;
  await remove(latest?.ReceiptHandle);
  await remove(latest?.ReceiptHandle);

  expect(garbage).toBeInstanceOf(ReceiptHandleIsInvalid);
  expect(afterOlder).toBe("1");
  expect((await attributesOf(QueueUrl)).ApproximateNumberOfMessagesNotVisible).toBe("0");
});

test("the visibility of a message that is not in flight cannot be changed", async () => {
  const QueueUrl = await aQueue(aws, "not-in-flight");
  await aMessage(aws, QueueUrl);
  const [message] = await received(QueueUrl, { VisibilityTimeout: 0 });
  const change = new ChangeMessageVisibilityCommand({
    QueueUrl,
    ReceiptHandle: message?.ReceiptHandle,
    VisibilityTimeout: 5,
  });

  expect(await errorOf(sqs.send(change))).toBeInstanceOf(MessageNotInflight);
});

test("errors arrive under the SDK's class and the legacy code", async () => {
  const QueueUrl = `${simulator.url}/${ACCOUNT}/absent`;
  const error = await errorOf(sqs.send(new ReceiveMessageCommand({ QueueUrl })));

  expect(error).toBeInstanceOf(QueueDoesNotExist);
  expect(error.Code).toBe("AWS.SimpleQueueService.NonExistentQueue");
});

test("the same name with other attributes is QueueNameExists", async () => {
  await aQueue(aws, "taken");
  const again = sqs.send(new CreateQueueCommand({ QueueName: "taken", Attributes: { DelaySeconds: "9" } }));

  expect(await errorOf(again)).toBeInstanceOf(QueueNameExists);
});

test.each([
  [{ MaxNumberOfMessages: 11 }, "InvalidParameterValue"],
  [{ WaitTimeSeconds: 21 }, "InvalidParameterValue"],
  [{ VisibilityTimeout: 43_201 }, "InvalidParameterValue"],
  [{ ReceiveRequestAttemptId: "only-fifo" }, "InvalidParameterValue"],
])("a receive with %j is refused: %s", async (wrong, name) => {
  const QueueUrl = await aQueue(aws, "ranges");

  expect((await errorOf(received(QueueUrl, wrong))).name).toBe(name);
});

test("a body with a character that XML cannot hold is InvalidMessageContents", async () => {
  const QueueUrl = await aQueue(aws, "characters");

  expect((await errorOf(aMessage(aws, QueueUrl, "nul \u0000 here"))).name).toBe("InvalidMessageContents");
});

test("a wrong type in the request is told, not stumbled over", async () => {
  const QueueUrl = await aQueue(aws, "types");
  const wrong = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: "three" as unknown as number });

  expect((await errorOf(sqs.send(wrong))).name).toBe("SerializationException");
});

test("purging removes everything, and not twice within a minute", async () => {
  const QueueUrl = await aQueue(aws, "purged");
  for (const body of ["one", "two"]) await aMessage(aws, QueueUrl, body);
  await received(QueueUrl, { MaxNumberOfMessages: 1 });
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  const again = await errorOf(sqs.send(new PurgeQueueCommand({ QueueUrl })));
  await simulator.world.advance(60);
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));

  expect(again).toBeInstanceOf(PurgeQueueInProgress);
  expect(await attributesOf(QueueUrl)).toMatchObject({
    ApproximateNumberOfMessages: "0",
    ApproximateNumberOfMessagesNotVisible: "0",
  });
});

test("messages expire when their retention is over", async () => {
  const QueueUrl = await aQueue(aws, "short-lived", { MessageRetentionPeriod: "60" });
  await aMessage(aws, QueueUrl);
  await simulator.world.advance(61);

  expect(await received(QueueUrl)).toEqual([]);
});

test("queues are listed by prefix, a page at a time", async () => {
  for (const n of [1, 2, 3, 4, 5]) await aQueue(aws, `page-${n}`);
  const list = (NextToken?: string) =>
    sqs.send(new ListQueuesCommand({ QueueNamePrefix: "page-", MaxResults: 2, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  const third = await list(second.NextToken);

  const names = [first, second, third].map(({ QueueUrls = [] }) => QueueUrls.map((url) => url.slice(-1)).join(""));
  expect(names).toEqual(["12", "34", "5"]);
  expect(third.NextToken).toBeUndefined();
});

test("tags are set, read and taken away", async () => {
  const QueueUrl = await aQueue(aws, "tagged");
  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { team: "orders", tier: "1" } }));
  await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ["tier"] }));

  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: "orders" });
});

test("a deleted queue is gone, and its poller learns it", async () => {
  const QueueUrl = await aQueue(aws, "doomed");
  const polling = errorOf(received(QueueUrl, { WaitTimeSeconds: 20 }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));

  expect(await polling).toBeInstanceOf(QueueDoesNotExist);
  expect((await errorOf(aQueue(aws, "doomed"))).name).toBe("QueueDeletedRecently");
});

test("accounts and Regions do not see each other's queues", async () => {
  const QueueUrl = await aQueue(aws, "private");
  const stranger = clientsOf(simulator.url, rootKeys(OTHER_ACCOUNT));
  const elsewhere = clientsOf(simulator.url, rootKeys(ACCOUNT), "eu-west-1");
  const denied = await errorOf(stranger.sqs.send(new ReceiveMessageCommand({ QueueUrl })));
  const absent = await errorOf(elsewhere.sqs.send(new GetQueueUrlCommand({ QueueName: "private" })));

  expect(denied.name).toMatch(/^AccessDenied/);
  expect(absent).toBeInstanceOf(QueueDoesNotExist);
});

test("settings change, and what may not change is refused", async () => {
  const QueueUrl = await aQueue(aws, "changing");
  const set = (Attributes: Record<string, string>) => sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  await set({ VisibilityTimeout: "5", DelaySeconds: "1" });

  expect(await attributesOf(QueueUrl)).toMatchObject({ VisibilityTimeout: "5", DelaySeconds: "1" });
  expect((await errorOf(set({ DelaySeconds: "-1" }))).name).toBe("InvalidAttributeValue");
  expect((await errorOf(set({ FifoQueue: "true" }))).name).toBe("InvalidAttributeName");
});

test.each([
  ["emptyReceive", 0],
  ["lateReceive", 1],
  ["duplicateDelivery", 1],
])("fault %s: the struck receive gives %i messages and none is lost", async (kind, count) => {
  const QueueUrl = await aQueue(aws, `fault-${kind}`);
  await aMessage(aws, QueueUrl);
  await sim(simulator.url, "POST", "/faults", [
    { operation: "sqs:ReceiveMessage", queueName: `fault-${kind}`, kind, nth: 1 },
  ]);
  const struck = await received(QueueUrl);
  const next = await received(QueueUrl);

  expect([struck.length, next.length]).toEqual([count, 1]);
});
