import type { AddressInfo } from "node:net";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageBatchCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { buildApp } from "fauxqs";
import { expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { aQueue, type Clients, clientsOf, errorOf } from "./sim-clients";

interface Emulator {
  readonly url: string;
  readonly stop: () => Promise<unknown>;
}

async function startFauxqs(): Promise<Emulator> {
  const app = buildApp({ logger: false, host: "127.0.0.1" });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: async () => app.close() };
}

/** Where another emulator is known to differ from AWS; the simulator never does. */
type Difference =
  | "noDeadLetterSource"
  | "noMoveTasks"
  | "noSourceList"
  | "acceptsGarbageHandles"
  | "acceptsMissingDeadLetterQueue"
  | "oneFifoMessageAtATime"
  | "dropsTraceHeader"
  | "staleCounters";

const EMULATORS: readonly (readonly [string, () => Promise<Emulator>, readonly Difference[]])[] = [
  ["the simulator", startSimulator, []],
  [
    "fauxqs",
    startFauxqs,
    [
      "noDeadLetterSource",
      "noMoveTasks",
      "noSourceList",
      "acceptsGarbageHandles",
      "acceptsMissingDeadLetterQueue",
      "oneFifoMessageAtATime",
      "dropsTraceHeader",
      "staleCounters",
    ],
  ],
];

interface Bench {
  readonly aws: Clients;
  readonly differs: (difference: Difference) => boolean;
}

function onEach(name: string, check: (bench: Bench) => Promise<void>): void {
  test.each(EMULATORS)(`${name} (%s)`, async (_, start, differences) => {
    const emulator = await start();
    try {
      await check({ aws: clientsOf(emulator.url), differs: (difference) => differences.includes(difference) });
    } finally {
      await emulator.stop();
    }
  });
}

async function received(
  aws: Clients,
  QueueUrl: string,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const all = { MessageSystemAttributeNames: ["All" as const], MessageAttributeNames: ["All"] };
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...all, ...more });
  return (await aws.sqs.send(command)).Messages ?? [];
}

async function countersOf(aws: Clients, QueueUrl: string): Promise<string> {
  const { Attributes = {} } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
  return `${Attributes.ApproximateNumberOfMessages}/${Attributes.ApproximateNumberOfMessagesNotVisible}`;
}

async function arnOf(aws: Clients, QueueUrl: string): Promise<string> {
  const { Attributes } = await aws.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return Attributes?.QueueArn ?? "";
}

async function aDeadLetter(aws: Clients) {
  const dlq = await aQueue(aws, "orders-dlq");
  const dlqArn = await arnOf(aws, dlq);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: "1" });
  const source = await aQueue(aws, "orders", { RedrivePolicy, VisibilityTimeout: "0" });
  const { MessageId } = await aws.sqs.send(new SendMessageCommand({ QueueUrl: source, MessageBody: "poison" }));
  for (let calls = 0; calls < 2; calls++) await received(aws, source);
  return { dlq, dlqArn, source, MessageId };
}

onEach("a body of 1 MiB and binary attributes survive the trip", async ({ aws, differs }) => {
  const QueueUrl = await aQueue(aws, "faithful");
  const MessageBody = "x".repeat(1_048_000);
  const MessageAttributes = { bytes: { DataType: "Binary.gif", BinaryValue: Uint8Array.of(0, 128, 255) } };
  const trace = { DataType: "String", StringValue: "Root=1-5759e988-bd862e3fe1be46a994272793" } as const;
  await aws.sqs.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody,
      MessageAttributes,
      MessageSystemAttributes: { AWSTraceHeader: trace },
    }),
  );
  const [message] = await received(aws, QueueUrl);

  expect(message?.Body).toBe(MessageBody);
  expect(message?.MessageAttributes).toEqual(MessageAttributes);
  expect(message?.Attributes?.AWSTraceHeader).toBe(differs("dropsTraceHeader") ? undefined : trace.StringValue);
});

onEach("a dead letter keeps its id and its attributes and names its source", async ({ aws, differs }) => {
  const { dlq, source, MessageId } = await aDeadLetter(aws);
  const [message] = await received(aws, dlq);

  expect(message).toMatchObject({ MessageId, Body: "poison" });
  expect(message?.Attributes?.DeadLetterQueueSourceArn).toBe(
    differs("noDeadLetterSource") ? undefined : await arnOf(aws, source),
  );
});

onEach("the sources of a dead-letter queue are listed", async ({ aws, differs }) => {
  const { dlq, source } = await aDeadLetter(aws);
  const listing = aws.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq }));

  if (differs("noSourceList")) expect((await errorOf(listing)).name).toBe("InvalidAction");
  else expect((await listing).queueUrls).toEqual([source]);
});

onEach("a move task starts", async ({ aws, differs }) => {
  const { dlqArn } = await aDeadLetter(aws);
  const starting = aws.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dlqArn }));

  if (differs("noMoveTasks")) expect((await errorOf(starting)).name).toBe("InvalidAction");
  else expect((await starting).TaskHandle).toMatch(/\w/);
});

onEach("a redrive policy that names no queue is refused", async ({ aws, differs }) => {
  const deadLetterTargetArn = "arn:aws:sqs:us-east-1:111122223333:absent";
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 3 });
  const creating = aQueue(aws, "orders", { RedrivePolicy });

  if (differs("acceptsMissingDeadLetterQueue")) expect(await creating).toMatch(/orders$/);
  else expect((await errorOf(creating)).name).toBe("InvalidParameterValue");
});

onEach("a receipt handle that is none is refused", async ({ aws, differs }) => {
  const QueueUrl = await aQueue(aws, "orders");
  const deleting = aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "garbage" }));

  if (differs("acceptsGarbageHandles")) await deleting;
  else expect((await errorOf(deleting)).name).toBe("ReceiptHandleIsInvalid");
});

onEach("the counters know that a visibility timeout has passed", async ({ aws, differs }) => {
  const QueueUrl = await aQueue(aws, "orders");
  await aws.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
  await received(aws, QueueUrl, { VisibilityTimeout: 1 });
  const during = await countersOf(aws, QueueUrl);
  await new Promise((resolve) => setTimeout(resolve, 1200));

  expect([during, await countersOf(aws, QueueUrl)]).toEqual(["0/1", differs("staleCounters") ? "0/1" : "1/0"]);
});

onEach("one receive gives several messages of a FIFO group, in order", async ({ aws, differs }) => {
  const QueueUrl = await aQueue(aws, "lane.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  const Entries = ["1", "2", "3"].map((MessageBody) => ({ Id: MessageBody, MessageBody, MessageGroupId: "g" }));
  await aws.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const bodies = (await received(aws, QueueUrl)).map(({ Body }) => Body);

  expect(bodies).toEqual(differs("oneFifoMessageAtATime") ? ["1"] : ["1", "2", "3"]);
});
