import { GetMetricDataCommand, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { CreateEventSourceMappingCommand, InvokeCommand, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { aMessage, aQueue, type Clients, clientsOf, sim } from "./sim-clients";
import { aFunction, behave, functionArn, queueArn } from "./sim-lambda";

let simulator: Simulator;
let clients: Clients;
beforeEach(async () => {
  simulator = await startSimulator();
  clients = clientsOf(simulator.url);
  simulator.world.clock.freeze();
});
afterEach(() => simulator.stop());

type Told = readonly {
  readonly queueArn: string;
  readonly action: string;
  readonly calls: number;
  readonly units: number;
}[];
/** Calls and billed units of a queue, by action, as the control plane tells them. */
async function requestsOf(name: string) {
  const { body } = await sim(simulator.url, "GET", "/usage");
  // The control plane's own words.
  const told = (body as { queueRequests: Told }).queueRequests.filter((one) => one.queueArn === queueArn(name));
  return Object.fromEntries(told.map(({ action, calls, units }) => [action, [calls, units]]));
}

async function sumsOf(namespace: string, dimension: [string, string], asked: readonly [string, string][]) {
  const Dimensions = [{ Name: dimension[0], Value: dimension[1] }];
  const queries = asked.map(
    ([MetricName, Stat], index): MetricDataQuery => ({
      Id: `m${index}`,
      MetricStat: { Metric: { Namespace: namespace, MetricName, Dimensions }, Period: 3600, Stat },
    }),
  );
  const hourMs = 3_600_000;
  const now = simulator.world.clock.now();
  const { MetricDataResults = [] } = await clients.cloudwatch.send(
    new GetMetricDataCommand({
      MetricDataQueries: queries,
      StartTime: new Date(Math.floor(now / hourMs - 1) * hourMs),
      EndTime: new Date(Math.ceil(now / hourMs) * hourMs),
    }),
  );
  return MetricDataResults.map(({ Values = [] }) => Values.reduce((sum, value) => sum + value, 0));
}

test("a batch is billed by its payload as a whole, an empty answer as one request, each by queue and action", async () => {
  const QueueUrl = await aQueue(clients, "orders");
  const other = await aQueue(clients, "other");
  await aMessage(clients, other);
  const Entries = ["1", "2", "3"].map((Id) => ({ Id, MessageBody: "x".repeat(30_000) }));
  await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const receive = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 });
  const { Messages = [] } = await clients.sqs.send(receive);
  await clients.sqs.send(receive);
  const done = Messages.map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle }));
  await clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries: done }));

  expect(await requestsOf("orders")).toMatchObject({
    SendMessageBatch: [1, 2],
    ReceiveMessage: [2, 3],
    DeleteMessageBatch: [1, 1],
  });
  expect(await requestsOf("other")).toMatchObject({ SendMessage: [1, 1] });
});

test("what Lambda does with a queue is billed to the queue too, its empty polls first of all", async () => {
  const QueueUrl = await aQueue(clients, "orders", { VisibilityTimeout: "60" });
  await behave(simulator.url, "f", [{ ms: 10 }]);
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({ EventSourceArn: queueArn("orders"), FunctionName: "f", BatchSize: 10 }),
  );
  const Entries = Array.from({ length: 10 }, (_, n) => ({ Id: String(n), MessageBody: "{}" }));
  await clients.sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  await simulator.world.advance(30);
  const busy = await requestsOf("orders");
  await simulator.world.advance(600);
  const idle = await requestsOf("orders");
  const [empty = 0] = await sumsOf("AWS/SQS", ["QueueName", "orders"], [["NumberOfEmptyReceives", "Sum"]]);

  expect(busy).toMatchObject({ SendMessageBatch: [1, 1], DeleteMessageBatch: [1, 1] });
  expect(idle.ReceiveMessage?.[0]).toBeGreaterThan(100);
  // CloudWatch tells the newest minutes late.
  expect((idle.ReceiveMessage?.[0] ?? 0) - empty).toBeLessThanOrEqual(31);
});

test("the count of requests survives a snapshot, and an older snapshot has none", async () => {
  await aMessage(clients, await aQueue(clients, "orders"));
  const { body } = await sim(simulator.url, "GET", "/snapshot");
  const snapshot = body as { usage: Record<string, unknown> };
  const before = await requestsOf("orders");
  await sim(simulator.url, "POST", "/load", snapshot);
  const after = await requestsOf("orders");
  const { queueRequests: _, ...older } = snapshot.usage;
  await sim(simulator.url, "POST", "/load", { ...snapshot, usage: older });

  expect(after).toEqual(before);
  expect(await requestsOf("orders")).toEqual({});
});

test("the size of what was sent has a sample for each message, the time of a function adds up", async () => {
  const QueueUrl = await aQueue(clients, "orders");
  for (const body of ["a", "bb", "ccc"]) await aMessage(clients, QueueUrl, body);
  await behave(simulator.url, "f", [{ ms: 250 }]);
  for (let run = 0; run < 2; run += 1) {
    const answer = clients.lambda.send(new InvokeCommand({ FunctionName: "f", Payload: Buffer.from("{}") }));
    await expect.poll(() => simulator.world.agenda.nextAt, { timeout: 30_000 }).toBeDefined();
    await simulator.world.advance(1);
    await answer;
  }
  await simulator.world.advance(180);

  expect(
    await sumsOf(
      "AWS/SQS",
      ["QueueName", "orders"],
      [
        ["SentMessageSize", "Sum"],
        ["SentMessageSize", "SampleCount"],
      ],
    ),
  ).toEqual([6, 3]);
  expect(
    await sumsOf(
      "AWS/Lambda",
      ["FunctionName", "f"],
      [
        ["Invocations", "Sum"],
        ["Duration", "Sum"],
        ["Errors", "Sum"],
      ],
    ),
  ).toEqual([2, 500, 0]);
});

test("a function tells its memory and its architecture, declared or deployed", async () => {
  await behave(simulator.url, "declared", [], { memoryMb: 1024, architecture: "arm64" });
  await aFunction(clients, "deployed", { MemorySize: 256 });
  const { Functions = [] } = await clients.lambda.send(new ListFunctionsCommand({}));
  const told = Functions.map(({ FunctionArn, MemorySize, Architectures }) => [FunctionArn, MemorySize, Architectures]);

  expect(told.sort()).toEqual([
    [functionArn("declared"), 1024, ["arm64"]],
    [functionArn("deployed"), 256, ["x86_64"]],
  ]);
});
