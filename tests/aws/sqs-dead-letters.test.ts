import {
  CancelMessageMoveTaskCommand,
  GetQueueAttributesCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { afterAll, expect, test } from "vitest";
import { startSimulator } from "@/simulator/start";
import { ACCOUNT, allow, aMessage, aQueue, clientsOf, errorOf, REGION, sim } from "./sim-clients";

const simulator = await startSimulator();
afterAll(() => simulator.stop());
const aws = clientsOf(simulator.url);
const { sqs } = aws;
const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** A source queue and its dead-letter queue, with `count` messages that were received too often. */
async function aDeadLetterQueue(name: string, count: number, dlqAttributes: Record<string, string> = {}) {
  const dlq = await aQueue(aws, `${name}-dlq`, dlqAttributes);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(`${name}-dlq`), maxReceiveCount: "1" });
  const source = await aQueue(aws, name, { RedrivePolicy, VisibilityTimeout: "0" });
  const ids = await Promise.all(Array.from({ length: count }, (_, n) => aMessage(aws, source, `${name} ${n}`)));
  for (let calls = 0; calls < 2 * Math.ceil(count / 10); calls++) await received(source);
  return { dlq, source, ids };
}

async function received(QueueUrl: string, VisibilityTimeout?: number): Promise<Message[]> {
  const asked = { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ["All" as const] };
  return (await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout, ...asked }))).Messages ?? [];
}

async function depthOf(QueueUrl: string): Promise<number> {
  const AttributeNames = ["ApproximateNumberOfMessages" as const];
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Number(Attributes?.ApproximateNumberOfMessages);
}

const start = (name: string, more: { DestinationArn?: string; MaxNumberOfMessagesPerSecond?: number } = {}, by = sqs) =>
  by.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(`${name}-dlq`), ...more }));

async function tasksOf(name: string, MaxResults?: number) {
  const command = new ListMessageMoveTasksCommand({ SourceArn: arnOf(`${name}-dlq`), MaxResults });
  return (await sqs.send(command)).Results ?? [];
}

test("what SQS dead-letters keeps its id and names its source; what is sent there does not", async () => {
  const { dlq, ids } = await aDeadLetterQueue("named", 1);
  await aMessage(aws, dlq, "direct");
  const [moved, direct] = await received(dlq);

  expect(moved).toMatchObject({
    MessageId: ids[0],
    Attributes: { DeadLetterQueueSourceArn: arnOf("named"), ApproximateReceiveCount: "2" },
  });
  expect(direct?.Attributes).not.toHaveProperty("DeadLetterQueueSourceArn");
});

test("a dead-letter queue knows its sources, a page at a time", async () => {
  const { dlq } = await aDeadLetterQueue("sourced", 0);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("sourced-dlq"), maxReceiveCount: 5 });
  await aQueue(aws, "sourced-too", { RedrivePolicy });
  const first = await sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq, MaxResults: 1 }));
  const second = await sqs.send(
    new ListDeadLetterSourceQueuesCommand({ QueueUrl: dlq, MaxResults: 1, NextToken: first.NextToken }),
  );

  expect([...(first.queueUrls ?? []), ...(second.queueUrls ?? [])].map((url) => url.split("/").pop())).toEqual([
    "sourced",
    "sourced-too",
  ]);
  expect(second.NextToken).toBeUndefined();
});

test("a task moves everything back at its rate; its handle is told only while it runs", async () => {
  const { dlq, source, ids } = await aDeadLetterQueue("moved", 20);
  const { TaskHandle } = await start("moved", { MaxNumberOfMessagesPerSecond: 5 });
  await simulator.world.advance(2);
  const [running] = await tasksOf("moved");
  const left = await depthOf(dlq);
  await simulator.world.advance(10);
  const [done] = await tasksOf("moved");

  expect(running).toMatchObject({
    TaskHandle,
    Status: "RUNNING",
    ApproximateNumberOfMessagesToMove: 20,
    MaxNumberOfMessagesPerSecond: 5,
  });
  expect(running?.ApproximateNumberOfMessagesMoved).toBe(20 - left);
  expect(left).toBeGreaterThanOrEqual(8);
  expect(left).toBeLessThanOrEqual(10);
  expect(done).toMatchObject({ Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 20 });
  expect(done?.TaskHandle).toBeUndefined();
  expect(await depthOf(source)).toBe(20);
  expect(ids).not.toContain((await received(source, 30))[0]?.MessageId);
});

test("a second task on the same queue is refused while one runs", async () => {
  await aDeadLetterQueue("single", 5);
  await start("single", { MaxNumberOfMessagesPerSecond: 1 });

  expect(await errorOf(start("single"))).toMatchObject({
    name: "InvalidParameterValue",
    message: expect.stringContaining("already a task running"),
  });
});

test("cancelling stops a task, keeps what it moved, and works only once", async () => {
  const { dlq } = await aDeadLetterQueue("cancelled", 10);
  const { TaskHandle } = await start("cancelled", { MaxNumberOfMessagesPerSecond: 1 });
  await simulator.world.advance(3);
  const cancel = () => sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  const { ApproximateNumberOfMessagesMoved: moved = 0 } = await cancel();
  await simulator.world.advance(30);

  expect(await tasksOf("cancelled")).toMatchObject([{ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: moved }]);
  expect(await depthOf(dlq)).toBe(10 - moved);
  expect((await errorOf(cancel())).name).toBe("ResourceNotFoundException");
});

test("a message sent straight to the dead-letter queue fails a task that has no destination", async () => {
  const { dlq } = await aDeadLetterQueue("unknown", 1);
  await aMessage(aws, dlq, "direct");
  await start("unknown");
  await simulator.world.advance(2);

  expect(await tasksOf("unknown")).toMatchObject([
    { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource", ApproximateNumberOfMessagesMoved: 1 },
  ]);
});

test("the newest task comes first and one is shown unless more are asked for", async () => {
  const { source } = await aDeadLetterQueue("history", 1);
  await start("history", { DestinationArn: arnOf("history") });
  await simulator.world.advance(2);
  for (let calls = 0; calls < 2; calls++) await received(source);
  await start("history");
  await simulator.world.advance(2);

  expect(await tasksOf("history")).toHaveLength(1);
  expect((await tasksOf("history", 10)).map((task) => task.DestinationArn)).toEqual([undefined, arnOf("history")]);
});

test.each([
  ["a source that is nobody's dead-letter queue", "plain-dlq", undefined, "InvalidParameterValue"],
  ["a source that does not exist", "absent-dlq", undefined, "ResourceNotFoundException"],
  ["a destination that does not exist", "refusing-dlq", "absent", "ResourceNotFoundException"],
  ["a destination of the other type", "refusing-dlq", "other.fifo", "InvalidParameterValue"],
  ["the source as its own destination", "refusing-dlq", "refusing-dlq", "InvalidParameterValue"],
])("%s is refused", async (_, sourceName, destinationName, name) => {
  await aDeadLetterQueue("refusing", 0);
  await aQueue(aws, "plain-dlq");
  await aQueue(aws, "other.fifo", { FifoQueue: "true" });
  const DestinationArn = destinationName && arnOf(destinationName);
  const starting = sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf(sourceName), DestinationArn }));

  expect((await errorOf(starting)).name).toBe(name);
});

test("the mover has the rights of the one who started it", async () => {
  await aDeadLetterQueue("rights", 1);
  const mayReceive = ["sqs:StartMessageMoveTask", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
  await sim(simulator.url, "POST", "/setup", {
    users: [
      { arn: `arn:aws:iam::${ACCOUNT}:user/half`, accessKeyId: "AKIAHALF", policies: [allow(mayReceive)] },
      {
        arn: `arn:aws:iam::${ACCOUNT}:user/start`,
        accessKeyId: "AKIASTART",
        policies: [allow("sqs:StartMessageMoveTask")],
      },
    ],
  });
  const as = (accessKeyId: string) => clientsOf(simulator.url, { accessKeyId, secretAccessKey: "x" }).sqs;
  const noReceive = await errorOf(start("rights", {}, as("AKIASTART")));
  const noSend = await errorOf(start("rights", { DestinationArn: arnOf("rights") }, as("AKIAHALF")));
  await start("rights", {}, as("AKIAHALF"));
  await simulator.world.advance(2);

  expect([noReceive.name, noSend.name]).toEqual([
    expect.stringMatching(/^AccessDenied/),
    expect.stringMatching(/^AccessDenied/),
  ]);
  expect(await tasksOf("rights")).toMatchObject([{ Status: "FAILED", FailureReason: "AccessDenied" }]);
});

test("a waiting consumer gets what a task brings back", async () => {
  const { source } = await aDeadLetterQueue("awaited", 1);
  const polling = sqs.send(new ReceiveMessageCommand({ QueueUrl: source, WaitTimeSeconds: 20, VisibilityTimeout: 30 }));
  await start("awaited");

  expect((await polling).Messages?.[0]?.Body).toBe("awaited 0");
});

test("FIFO dead letters go back in order", async () => {
  const fifo = { FifoQueue: "true" };
  await aQueue(aws, "lane-dlq.fifo", fifo);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("lane-dlq.fifo"), maxReceiveCount: 1 });
  const QueueUrl = await aQueue(aws, "lane.fifo", { ...fifo, RedrivePolicy, VisibilityTimeout: "0" });
  for (const body of ["1", "2", "3"]) {
    await sqs.send(
      new SendMessageCommand({ QueueUrl, MessageBody: body, MessageGroupId: "g", MessageDeduplicationId: body }),
    );
  }
  for (let calls = 0; calls < 2; calls++) await received(QueueUrl);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arnOf("lane-dlq.fifo") }));
  await simulator.world.advance(2);

  expect((await received(QueueUrl)).map(({ Body }) => Body)).toEqual(["1", "2", "3"]);
});
