import type { KinesisClient } from "@aws-sdk/client-kinesis";
import {
  CreatePipeCommand,
  type CreatePipeCommandInput,
  DeletePipeCommand,
  DescribePipeCommand,
  ListPipesCommand,
  PipesClient,
  StartPipeCommand,
  StopPipeCommand,
  UpdatePipeCommand,
} from "@aws-sdk/client-pipes";
import { DeleteQueueCommand, GetQueueAttributesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { aStream, kinesisClient, putRecords } from "./kinesis-client";
import {
  ACCOUNT,
  allow,
  aMessage,
  aQueue,
  type Clients,
  clientsOf,
  errorOf,
  REGION,
  rootKeys,
  sim,
} from "./sim-clients";
import { vendedSum } from "./vended-sum";

const ROLE = `arn:aws:iam::${ACCOUNT}:role/pipe`;
const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "pipes.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/2026-11-01T00:00:00.000`;
const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

let simulator: Simulator;
let clients: Clients;
let pipes: PipesClient;
let kinesis: KinesisClient;
let target: string;
let letters: string;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  clients = clientsOf(simulator.url);
  kinesis = kinesisClient(simulator.url);
  pipes = new PipesClient({ endpoint: simulator.url, region: REGION, credentials: rootKeys(ACCOUNT), maxAttempts: 1 });
  target = await aQueue(clients, "target");
  letters = await aQueue(clients, "letters");
  await sim(simulator.url, "POST", "/setup", { roles: [{ arn: ROLE, trust: TRUST, policies: [allow("*")] }] });
});
afterEach(() => simulator.stop());

const advance = (seconds: number) => simulator.world.advance(seconds);
const fault = (rule: object) =>
  sim(simulator.url, "POST", "/faults", { via: "pipes", operation: "sqs:SendMessage", ...rule });
const sumOf = (name: string) => vendedSum(simulator, "AWS/EventBridge/Pipes", name, { PipeName: "orders" });

/** A pipe that has come up. */
async function aPipe(Source: string, more: Partial<CreatePipeCommandInput> = {}) {
  await pipes.send(new CreatePipeCommand({ Name: "orders", Source, Target: arnOf("target"), RoleArn: ROLE, ...more }));
  await advance(11);
}

async function aStreamPipe(more: object = {}, targetParameters: CreatePipeCommandInput["TargetParameters"] = {}) {
  const Source = await aStream(kinesis, "orders");
  const StartingPosition = "TRIM_HORIZON" as const;
  const DeadLetterConfig = { Arn: arnOf("letters") };
  await aPipe(Source, {
    SourceParameters: { KinesisStreamParameters: { StartingPosition, DeadLetterConfig, ...more } },
    TargetParameters: targetParameters,
  });
}

async function bodiesOf(QueueUrl: string): Promise<string[]> {
  const { Messages } = await clients.sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return (Messages ?? []).map(({ Body }) => Body!);
}

async function countOf(QueueUrl: string): Promise<number> {
  const AttributeNames = ["ApproximateNumberOfMessages" as const, "ApproximateNumberOfMessagesNotVisible" as const];
  const { Attributes } = await clients.sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames }));
  return Object.values(Attributes ?? {}).reduce((sum, text) => sum + Number(text), 0);
}

test("messages of a queue are handed on in the form of a pipe, and deleted", async () => {
  const source = await aQueue(clients, "source");
  const messageId = await aMessage(clients, source, '{"id":7}');

  await aPipe(arnOf("source"));

  const [event] = (await bodiesOf(target)).map((body) => JSON.parse(body));
  expect(event).toMatchObject({
    messageId,
    body: '{"id":7}',
    eventSource: "aws:sqs",
    eventSourceARN: arnOf("source"),
    awsRegion: REGION,
  });
  expect(await countOf(source)).toBe(0);
  expect([sumOf("Invocations"), sumOf("EventCount"), sumOf("ExecutionFailed")]).toEqual([1, 1, undefined]);
});

test("what the target refuses goes by the queue's own redrive policy", async () => {
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("letters"), maxReceiveCount: 2 });
  const source = await aQueue(clients, "source", { RedrivePolicy, VisibilityTimeout: "30" });
  await aMessage(clients, source, "lost order");
  await fault({ queueName: "target", kind: "throttle" });

  await aPipe(arnOf("source"));
  await advance(120);

  expect(await bodiesOf(letters)).toEqual(["lost order"]);
  expect([sumOf("ExecutionFailed"), sumOf("ExecutionThrottled"), sumOf("TargetStageFailed")]).toEqual([2, 2, 2]);
});

test("a filter looks into the body; what it holds back is deleted", async () => {
  const source = await aQueue(clients, "source");
  for (const type of ["NEW", "OLD"]) await aMessage(clients, source, JSON.stringify({ type }));

  await aPipe(arnOf("source"), {
    SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"type":["NEW"]}}' }] } },
    TargetParameters: { InputTemplate: '{"kind": "<$.body.type>", "all": <$.body>, "pipe": "<aws.pipes.pipe-name>"}' },
  });

  expect((await bodiesOf(target)).map((body) => JSON.parse(body))).toEqual([
    { kind: "NEW", all: { type: "NEW" }, pipe: "orders" },
  ]);
  expect(await countOf(source)).toBe(0);
});

test("records of a stream are handed on in order, with their data as base64", async () => {
  await aStreamPipe();

  const [first] = await putRecords(kinesis, "orders", [{ n: 1 }, { n: 2 }]);
  await advance(5);

  const events = (await bodiesOf(target)).map((body) => JSON.parse(body));
  expect(events.map(({ data }) => Buffer.from(data, "base64").toString())).toEqual(['{"n":1}', '{"n":2}']);
  expect(events[0]).toMatchObject({
    eventSource: "aws:kinesis",
    eventID: `shardId-000000000000:${first}`,
    sequenceNumber: first,
    partitionKey: "k",
    kinesisSchemaVersion: "1.0",
  });
});

test("a stream's records that fail for good leave a pointer without data, and the shard goes on", async () => {
  await fault({ queueName: "target", kind: "5xx", until: 6 });
  await aStreamPipe({ MaximumRetryAttempts: 2 });
  const numbers = await putRecords(kinesis, "orders", [{ n: 1 }, { n: 2 }]);
  await advance(60);
  await putRecords(kinesis, "orders", [{ n: 3 }]);
  await advance(10);

  const [letter, ...more] = (await bodiesOf(letters)).map((body) => JSON.parse(body));
  expect(more).toEqual([]);
  expect(letter).toEqual({
    context: {
      partnerResourceArn: `arn:aws:pipes:${REGION}:${ACCOUNT}:pipe/orders`,
      condition: "RetryAttemptsExhausted",
    },
    version: "1.0",
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    KinesisBatchInfo: {
      shardId: "shardId-000000000000",
      startSequenceNumber: numbers[0],
      endSequenceNumber: numbers[1],
      approximateArrivalOfFirstRecord: expect.any(String),
      approximateArrivalOfLastRecord: expect.any(String),
      batchSize: 2,
      streamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`,
    },
  });
  expect(await countOf(target)).toBe(1);
});

test("a failing record blocks what comes after it, and age ends that too", async () => {
  await fault({ queueName: "target", kind: "5xx" });
  await aStreamPipe({ MaximumRecordAgeInSeconds: 60, BatchSize: 1 });
  await putRecords(kinesis, "orders", [{ n: 1 }, { n: 2 }]);

  await advance(45);
  const whileBlocked = sumOf("Invocations")!;
  await advance(300);

  expect(whileBlocked).toBeGreaterThan(2);
  expect(sumOf("EventCount")).toBe(sumOf("Invocations"));
  const conditions = (await bodiesOf(letters)).map((body) => JSON.parse(body).context.condition);
  expect(conditions).toEqual(["RecordAgeExceeded", "RecordAgeExceeded"]);
});

test("with AUTOMATIC_BISECT only the bad record is given up", async () => {
  await aQueue(clients, "target.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
  await aStreamPipe(
    { MaximumRetryAttempts: 1, OnPartialBatchItemFailure: "AUTOMATIC_BISECT" },
    {
      SqsQueueParameters: { MessageGroupId: "$.data.group" },
    },
  );
  await pipes.send(new UpdatePipeCommand({ Name: "orders", RoleArn: ROLE, Target: arnOf("target.fifo") }));
  await advance(11);

  const numbers = await putRecords(kinesis, "orders", [{ group: "a" }, { bad: true }, { group: "b" }]);
  await advance(60);

  const [letter, ...more] = (await bodiesOf(letters)).map((body) => JSON.parse(body));
  expect(more).toEqual([]);
  expect(letter.KinesisBatchInfo).toMatchObject({
    startSequenceNumber: numbers[1],
    endSequenceNumber: numbers[1],
    batchSize: 1,
  });
  expect(await countOf(`${simulator.url}/${ACCOUNT}/target.fifo`)).toBe(2);
});

test("changes of a table are handed on, and their pointer has the table's name for it", async () => {
  const change = (eventID: string) => ({ eventID, keys: { id: { S: eventID } }, newImage: { id: { S: eventID } } });
  await sim(simulator.url, "POST", "/setup", { streams: [{ arn: TABLE, records: [change("e1")] }] });
  await fault({ queueName: "target", kind: "5xx", until: 1 });
  const DynamoDBStreamParameters = {
    StartingPosition: "TRIM_HORIZON" as const,
    MaximumRetryAttempts: 0,
    DeadLetterConfig: { Arn: arnOf("letters") },
  };
  await aPipe(TABLE, { SourceParameters: { DynamoDBStreamParameters } });
  await sim(simulator.url, "POST", "/setup", { streams: [{ arn: TABLE, records: [change("e2")] }] });
  await advance(5);

  const [letter] = (await bodiesOf(letters)).map((body) => JSON.parse(body));
  const [event] = (await bodiesOf(target)).map((body) => JSON.parse(body));
  expect(letter.DDBStreamBatchInfo).toMatchObject({ batchSize: 1, streamArn: TABLE });
  expect(event).toMatchObject({
    eventID: "e2",
    eventSource: "aws:dynamodb",
    eventSourceARN: TABLE,
    dynamodb: { NewImage: { id: { S: "e2" } } },
  });
});

test("a function that throws fails its batch, one that is invoked and forgotten does not", async () => {
  const Target = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f`;
  const behaviour = [{ fails: { type: "Broken", message: "no" } }];
  await sim(simulator.url, "POST", "/setup", { functions: [{ arn: Target, behaviour }] });
  await aStreamPipe({ MaximumRetryAttempts: 0 });
  await pipes.send(new UpdatePipeCommand({ Name: "orders", RoleArn: ROLE, Target }));
  await advance(11);
  await putRecords(kinesis, "orders", [{ n: 1 }]);
  await advance(10);
  const whenAnswered = await bodiesOf(letters);
  const TargetParameters = { LambdaFunctionParameters: { InvocationType: "FIRE_AND_FORGET" as const } };
  await pipes.send(new UpdatePipeCommand({ Name: "orders", RoleArn: ROLE, TargetParameters }));
  await advance(11);
  await putRecords(kinesis, "orders", [{ n: 2 }]);
  await advance(10);

  expect(whenAnswered).toHaveLength(1);
  expect(await bodiesOf(letters)).toEqual([]);
  expect(sumOf("ExecutionFailed")).toBe(1);
});

test("a stopped pipe rests and a started one goes on, also after a reload in the middle of retries", async () => {
  await fault({ queueName: "target", kind: "5xx", until: 2 });
  await aStreamPipe();
  await putRecords(kinesis, "orders", [{ n: 1 }]);
  await advance(2);
  simulator.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await advance(30);
  await pipes.send(new StopPipeCommand({ Name: "orders" }));
  await advance(11);
  await putRecords(kinesis, "orders", [{ n: 2 }]);
  await advance(60);
  const whileStopped = await countOf(target);
  await pipes.send(new StartPipeCommand({ Name: "orders" }));
  await advance(20);

  expect([whileStopped, await countOf(target)]).toEqual([1, 2]);
});

test("a pipe is described through its life and gone at the end", async () => {
  await aQueue(clients, "source");
  const Name = "orders";
  const made = await pipes.send(
    new CreatePipeCommand({ Name, Source: arnOf("source"), Target: arnOf("target"), RoleArn: ROLE }),
  );
  await advance(11);
  const running = await pipes.send(new DescribePipeCommand({ Name }));
  const { Pipes } = await pipes.send(new ListPipesCommand({ NamePrefix: "ord" }));
  await pipes.send(new DeletePipeCommand({ Name }));
  await advance(11);

  expect([made.CurrentState, running.CurrentState]).toEqual(["CREATING", "RUNNING"]);
  expect(running).toMatchObject({
    Source: arnOf("source"),
    SourceParameters: { SqsQueueParameters: { BatchSize: 10 } },
  });
  expect(Pipes).toMatchObject([{ Name, DesiredState: "RUNNING" }]);
  expect(await errorOf(pipes.send(new DescribePipeCommand({ Name })))).toMatchObject({ name: "NotFoundException" });
});

test.each([
  ["a role that does not exist", { RoleArn: `${ROLE}-other` }, /cannot assume the role/],
  ["a source that does not exist", { Source: arnOf("gone") }, /does not exist/],
])("a pipe with %s fails to come up and says why", async (_, more, reason) => {
  await aQueue(clients, "source");
  await aPipe(arnOf("source"), more);

  const described = await pipes.send(new DescribePipeCommand({ Name: "orders" }));

  expect(described).toMatchObject({ CurrentState: "CREATE_FAILED", StateReason: expect.stringMatching(reason) });
});

test.each([
  ["an enrichment", { Enrichment: `arn:aws:lambda:${REGION}:${ACCOUNT}:function:f` }],
  ["a broken filter", { SourceParameters: { FilterCriteria: { Filters: [{ Pattern: "{" }] } } }],
  [
    "a list that holds no texts",
    { TargetParameters: { EventBridgeEventBusParameters: { Resources: [5 as unknown as string] } } },
  ],
  ["a source that is not simulated", { Source: `arn:aws:kafka:${REGION}:${ACCOUNT}:cluster/c` }],
  ["a stream without a starting position", { Source: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s` }],
])("%s is refused", async (_, more) => {
  expect(await errorOf(aPipe(arnOf("source"), more))).toMatchObject({ name: "ValidationException" });
});

test("a deleted target fails the message, not the pipe", async () => {
  const source = await aQueue(clients, "source", { VisibilityTimeout: "600" });
  await clients.sqs.send(new DeleteQueueCommand({ QueueUrl: target }));
  await aMessage(clients, source);

  await aPipe(arnOf("source"));

  expect(await countOf(source)).toBe(1);
  expect((await pipes.send(new DescribePipeCommand({ Name: "orders" }))).CurrentState).toBe("RUNNING");
});
