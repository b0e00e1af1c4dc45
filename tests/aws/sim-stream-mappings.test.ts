import type { KinesisClient } from "@aws-sdk/client-kinesis";
import {
  CreateEventSourceMappingCommand,
  type CreateEventSourceMappingCommandInput,
  DeleteEventSourceMappingCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { aStream, kinesisClient, putRecords } from "./kinesis-client";
import { ACCOUNT, aQueue, type Clients, clientsOf, REGION, sim } from "./sim-clients";
import { vendedSum } from "./vended-sum";

const FUNCTION = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:projector`;
const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/2026-11-01T00:00:00.000`;
const SHARD = "shardId-000000000000";
const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const BAD = { when: { data: { bad: [true] } }, fails: { type: "BadRecord", message: "cannot read it" } };

let simulator: Simulator;
let clients: Clients;
let kinesis: KinesisClient;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  clients = clientsOf(simulator.url);
  kinesis = kinesisClient(simulator.url);
  await aQueue(clients, "letters");
  await aQueue(clients, "seen");
});
afterEach(() => simulator.stop());

const advance = (seconds: number) => simulator.world.advance(seconds);
const sumOf = (name: string) => vendedSum(simulator, "AWS/Lambda", name, { FunctionName: "projector" });

/** The function tells the queue `seen` of every record that it has worked on. */
async function aFunction(...behaviour: object[]) {
  const tells = { emit: [{ to: arnOf("seen"), body: "<$.data.n>" }] };
  await sim(simulator.url, "POST", "/setup", { functions: [{ arn: FUNCTION, behaviour: [...behaviour, tells] }] });
}

async function aMapping(more: Partial<CreateEventSourceMappingCommandInput> = {}): Promise<string> {
  const { UUID } = await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "projector",
      EventSourceArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`,
      StartingPosition: "TRIM_HORIZON",
      DestinationConfig: { OnFailure: { Destination: arnOf("letters") } },
      ...more,
    }),
  );
  await advance(30);
  return UUID!;
}

async function bodiesOf(name: string): Promise<string[]> {
  const QueueUrl = `${simulator.url}/${ACCOUNT}/${name}`;
  const bodies: string[] = [];
  for (;;) {
    const { Messages } = await clients.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 43_200 }),
    );
    if (!Messages) return bodies;
    bodies.push(...Messages.map(({ Body }) => Body!));
  }
}

const failures = async () => (await bodiesOf("letters")).map((body) => JSON.parse(body));

test("a function gets the records of a shard in order, in batches", async () => {
  await aFunction();
  await aStream(kinesis, "orders");
  await putRecords(kinesis, "orders", [{ n: 1 }, { n: 2 }, { n: 3 }]);

  await aMapping({ BatchSize: 2 });

  expect((await bodiesOf("seen")).sort()).toEqual(["1", "2", "3"]);
  expect([sumOf("Invocations"), sumOf("Errors")]).toEqual([2, 0]);
  expect(sumOf("IteratorAge")).toBeGreaterThanOrEqual(0);
});

test("a batch that fails for good leaves a pointer at its records and no data", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ MaximumRetryAttempts: 2 });
  const numbers = await putRecords(kinesis, "orders", [{ n: 1 }, { bad: true }]);
  await advance(60);

  expect(await failures()).toEqual([
    {
      requestContext: {
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        functionArn: FUNCTION,
        condition: "RetryAttemptsExhausted",
        approximateInvokeCount: 3,
      },
      responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
      version: "1.0",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      KinesisBatchInfo: {
        shardId: SHARD,
        startSequenceNumber: numbers[0],
        endSequenceNumber: numbers[1],
        approximateArrivalOfFirstRecord: expect.any(String),
        approximateArrivalOfLastRecord: expect.any(String),
        batchSize: 2,
        streamArn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/orders`,
      },
    },
  ]);
  expect([sumOf("Invocations"), sumOf("Errors")]).toEqual([3, 3]);
});

test("a poison record blocks its shard while it is tried, and IteratorAge rises", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ BatchSize: 1 });
  await putRecords(kinesis, "orders", [{ bad: true }, { n: 2 }]);

  await advance(600);

  expect(await bodiesOf("seen")).toEqual([]);
  expect(await failures()).toEqual([]);
  expect(sumOf("IteratorAge")).toBeGreaterThan(600_000);
});

test("its age ends the block too", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ BatchSize: 1, MaximumRecordAgeInSeconds: 60 });
  await putRecords(kinesis, "orders", [{ bad: true }]);
  await advance(100);
  await putRecords(kinesis, "orders", [{ n: 2 }]);
  await advance(60);

  expect(await failures()).toMatchObject([
    { requestContext: { condition: "RecordAgeExceeded" }, KinesisBatchInfo: { batchSize: 1 } },
  ]);
  expect(await bodiesOf("seen")).toEqual(["2"]);
});

test("bisecting finds the one bad record; its neighbours are worked on", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ MaximumRetryAttempts: 1, BisectBatchOnFunctionError: true });
  const numbers = await putRecords(kinesis, "orders", [{ n: 1 }, { n: 2 }, { bad: true }, { n: 4 }]);
  await advance(120);

  const [failure, ...more] = await failures();
  expect(more).toEqual([]);
  expect(failure.KinesisBatchInfo).toMatchObject({
    startSequenceNumber: numbers[2],
    endSequenceNumber: numbers[2],
    batchSize: 1,
  });
  expect(new Set(await bodiesOf("seen"))).toEqual(new Set(["1", "2", "4"]));
});

test("with ReportBatchItemFailures reading goes on from the reported record", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ MaximumRetryAttempts: 1, FunctionResponseTypes: ["ReportBatchItemFailures"] });
  const numbers = await putRecords(kinesis, "orders", [{ n: 1 }, { bad: true }]);
  await advance(60);

  expect(await bodiesOf("seen")).toEqual(["1"]);
  expect((await failures())[0].KinesisBatchInfo).toMatchObject({ startSequenceNumber: numbers[1], batchSize: 1 });
});

test("a throttled function costs no retry: the batch waits for it", async () => {
  await aFunction({ when: { data: { slow: [true] } }, fails: "throttle", rate: 0.7 });
  await aStream(kinesis, "orders");
  await aMapping({ MaximumRetryAttempts: 0 });
  await putRecords(kinesis, "orders", [{ n: 1, slow: true }]);

  await advance(600);

  expect(await bodiesOf("seen")).toEqual(["1"]);
  expect(await failures()).toEqual([]);
});

test("a filter passes over records without calling the function", async () => {
  await aFunction();
  await aStream(kinesis, "orders");
  await aMapping({ FilterCriteria: { Filters: [{ Pattern: '{"data":{"kind":["order"]}}' }] } });
  await putRecords(kinesis, "orders", [
    { n: 1, kind: "order" },
    { n: 2, kind: "ping" },
  ]);
  await advance(30);

  expect(await bodiesOf("seen")).toEqual(["1"]);
});

test("changes of a table reach the function, and their pointer is of the table's kind", async () => {
  await aFunction(
    { when: { dynamodb: { NewImage: { id: { S: ["bad"] } } } }, fails: { type: "E", message: "m" } },
    { when: { eventName: ["INSERT"] }, emit: [{ to: arnOf("seen"), body: "<$.dynamodb.Keys.id.S>" }] },
  );
  const change = (id: string) => ({ eventID: id, keys: { id: { S: id } }, newImage: { id: { S: id } } });
  await sim(simulator.url, "POST", "/setup", { streams: [{ arn: TABLE, records: [change("good"), change("bad")] }] });

  await aMapping({ EventSourceArn: TABLE, BatchSize: 1, MaximumRetryAttempts: 0 });

  expect(await bodiesOf("seen")).toEqual(["good"]);
  expect(await failures()).toMatchObject([{ DDBStreamBatchInfo: { batchSize: 1, streamArn: TABLE } }]);
});

test("a mapping that is disabled rests, and goes on where it was", async () => {
  await aFunction();
  await aStream(kinesis, "orders");
  const UUID = await aMapping();
  await clients.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  await advance(60);
  await putRecords(kinesis, "orders", [{ n: 1 }]);
  await advance(60);
  const whileDisabled = await bodiesOf("seen");
  await clients.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  await advance(60);

  expect(whileDisabled).toEqual([]);
  expect(await bodiesOf("seen")).toEqual(["1"]);
});

test("LATEST leaves out what was there before", async () => {
  await aFunction();
  await aStream(kinesis, "orders");
  await putRecords(kinesis, "orders", [{ n: 1 }]);
  await aMapping({ StartingPosition: "LATEST" });
  await putRecords(kinesis, "orders", [{ n: 2 }]);
  await advance(10);

  expect(await bodiesOf("seen")).toEqual(["2"]);
});

test("a deleted mapping reads no more", async () => {
  await aFunction();
  await aStream(kinesis, "orders");
  const UUID = await aMapping();
  await clients.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await advance(60);
  await putRecords(kinesis, "orders", [{ n: 1 }]);
  await advance(60);

  expect(await bodiesOf("seen")).toEqual([]);
});

test("retries go on after a reload in their middle", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ MaximumRetryAttempts: 3 });
  await putRecords(kinesis, "orders", [{ bad: true }]);
  await advance(3);
  simulator.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await advance(60);

  expect(await failures()).toMatchObject([{ requestContext: { approximateInvokeCount: 4 } }]);
});

test("records that retention takes away while they block leave the shard free", async () => {
  await aFunction(BAD);
  await aStream(kinesis, "orders");
  await aMapping({ BatchSize: 1 });
  await putRecords(kinesis, "orders", [{ bad: true }]);
  await advance(86_400);
  await putRecords(kinesis, "orders", [{ n: 2 }]);
  await advance(120);

  expect(await bodiesOf("seen")).toEqual(["2"]);
});
