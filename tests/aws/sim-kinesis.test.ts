import {
  CreateStreamCommand,
  DecreaseStreamRetentionPeriodCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  IncreaseStreamRetentionPeriodCommand,
  type KinesisClient,
  ListShardsCommand,
  ListStreamsCommand,
  PutRecordCommand,
  PutRecordsCommand,
} from "@aws-sdk/client-kinesis";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { kinesisClient } from "./kinesis-client";
import { ACCOUNT, errorOf, REGION } from "./sim-clients";

const HOUR = 3600;
const SHARD = "shardId-000000000000";

let simulator: Simulator;
let kinesis: KinesisClient;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  kinesis = kinesisClient(simulator.url);
});
afterEach(() => simulator.stop());

const aStream = (StreamName = "orders", ShardCount = 1) =>
  kinesis.send(new CreateStreamCommand({ StreamName, ShardCount }));
const put = (text: string, PartitionKey = "k") =>
  kinesis.send(new PutRecordCommand({ StreamName: "orders", Data: Buffer.from(text), PartitionKey }));

async function iterator(more: Partial<GetShardIteratorCommandInput>): Promise<string> {
  const input = { StreamName: "orders", ShardId: SHARD, ShardIteratorType: "TRIM_HORIZON" as const, ...more };
  const { ShardIterator } = await kinesis.send(new GetShardIteratorCommand(input));
  return ShardIterator!;
}

async function read(ShardIterator: string, Limit?: number) {
  const answer = await kinesis.send(new GetRecordsCommand({ ShardIterator, Limit }));
  return { ...answer, texts: (answer.Records ?? []).map(({ Data }) => Buffer.from(Data!).toString()) };
}

test("a record comes back byte for byte with its key, number and time of arrival", async () => {
  await aStream();
  const { SequenceNumber, ShardId } = await put("\u0000ä{", "key-7");

  const { Records, texts } = await read(await iterator({}));

  expect(ShardId).toBe(SHARD);
  expect(texts).toEqual(["\u0000ä{"]);
  expect(Records).toMatchObject([
    { SequenceNumber, PartitionKey: "key-7", ApproximateArrivalTimestamp: expect.any(Date) },
  ]);
});

test.each([
  ["AT_SEQUENCE_NUMBER begins with that record", "AT_SEQUENCE_NUMBER", ["b", "c"]],
  ["AFTER_SEQUENCE_NUMBER begins behind it", "AFTER_SEQUENCE_NUMBER", ["c"]],
  ["TRIM_HORIZON begins with the oldest", "TRIM_HORIZON", ["a", "b", "c"]],
  ["LATEST begins with what comes later", "LATEST", []],
] as const)("%s", async (_, ShardIteratorType, expected) => {
  await aStream();
  await put("a");
  const { SequenceNumber } = await put("b");
  await put("c");

  const StartingSequenceNumber = ShardIteratorType.endsWith("NUMBER") ? SequenceNumber : undefined;
  const { texts } = await read(await iterator({ ShardIteratorType, StartingSequenceNumber }));

  expect(texts).toEqual(expected);
});

test("AT_TIMESTAMP begins with the first record of that time or later", async () => {
  await aStream();
  await put("early");
  await simulator.world.advance(60);
  const Timestamp = new Date(simulator.world.clock.now());
  await put("late");

  const { texts } = await read(await iterator({ ShardIteratorType: "AT_TIMESTAMP", Timestamp }));

  expect(texts).toEqual(["late"]);
});

test("one iterator leads to the next, and the last one waits for new records", async () => {
  await aStream();
  for (const text of ["a", "b", "c"]) await put(text);

  const first = await read(await iterator({}), 2);
  const second = await read(first.NextShardIterator!, 2);
  await put("d");
  const third = await read(second.NextShardIterator!);

  expect([first.texts, second.texts, third.texts]).toEqual([["a", "b"], ["c"], ["d"]]);
});

test("an iterator that is older than five minutes is refused", async () => {
  await aStream();
  const old = await iterator({});
  await simulator.world.advance(301);

  expect(await errorOf(read(old))).toMatchObject({ name: "ExpiredIteratorException" });
});

test("records are gone after the retention, and a longer one keeps them", async () => {
  await aStream();
  await put("gone");
  await simulator.world.advance(23 * HOUR);
  await kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName: "orders", RetentionPeriodHours: 48 }));
  await put("kept");
  await simulator.world.advance(25 * HOUR);

  const { texts } = await read(await iterator({}));

  expect(texts).toEqual(["kept"]);
});

test("several records go to the shards of their keys and keep their order there", async () => {
  await aStream("orders", 4);
  const Records = Array.from({ length: 40 }, (_, index) => ({
    Data: Buffer.from(String(index)),
    PartitionKey: `k${index % 8}`,
  }));

  const { FailedRecordCount, Records: put } = await kinesis.send(
    new PutRecordsCommand({ StreamName: "orders", Records }),
  );

  const { Shards } = await kinesis.send(new ListShardsCommand({ StreamName: "orders" }));
  const read40 = await Promise.all(Shards!.map(async ({ ShardId }) => (await read(await iterator({ ShardId }))).texts));
  expect(FailedRecordCount).toBe(0);
  expect(new Set(put!.map(({ ShardId }) => ShardId)).size).toBeGreaterThan(1);
  expect(read40.flat().sort()).toEqual(Records.map(({ Data }) => Data.toString()).sort());
  for (const texts of read40) expect(texts).toEqual([...texts].sort((a, b) => Number(a) - Number(b)));
});

test("streams are described, listed and deleted", async () => {
  await aStream("b", 2);
  await aStream("a");
  const names = await kinesis.send(new ListStreamsCommand({ Limit: 1 }));
  const rest = await kinesis.send(new ListStreamsCommand({ NextToken: names.NextToken }));
  const described = await kinesis.send(new DescribeStreamCommand({ StreamName: "b" }));
  const StreamARN = `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/b`;
  const summary = await kinesis.send(new DescribeStreamSummaryCommand({ StreamARN }));
  await kinesis.send(new DeleteStreamCommand({ StreamName: "b" }));

  expect([names.StreamNames, names.HasMoreStreams, rest.StreamNames]).toEqual([["a"], true, ["b"]]);
  expect(described.StreamDescription).toMatchObject({
    StreamStatus: "ACTIVE",
    RetentionPeriodHours: 24,
    HasMoreShards: false,
  });
  expect(described.StreamDescription?.Shards).toHaveLength(2);
  expect(summary.StreamDescriptionSummary).toMatchObject({ StreamARN, OpenShardCount: 2 });
  expect(await errorOf(kinesis.send(new DescribeStreamSummaryCommand({ StreamARN })))).toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test.each([
  ["a stream that exists", () => aStream(), "ResourceInUseException"],
  [
    "a stream that does not",
    () => kinesis.send(new DeleteStreamCommand({ StreamName: "nope" })),
    "ResourceNotFoundException",
  ],
  ["a shard that does not", () => iterator({ ShardId: "shardId-000000000009" }), "ResourceNotFoundException"],
  ["an iterator nobody gave", () => read("x"), "InvalidArgumentException"],
  ["a record over 1 MiB", () => put("x".repeat(1_048_577)), "ValidationException"],
  [
    "a shorter retention as an increase",
    () => kinesis.send(new IncreaseStreamRetentionPeriodCommand({ StreamName: "orders", RetentionPeriodHours: 1 })),
    "InvalidArgumentException",
  ],
  [
    "a longer retention as a decrease",
    () => kinesis.send(new DecreaseStreamRetentionPeriodCommand({ StreamName: "orders", RetentionPeriodHours: 25 })),
    "InvalidArgumentException",
  ],
])("%s is refused", async (_, call, name) => {
  await aStream();

  expect(await errorOf(call())).toMatchObject({ name });
});

test("a saved stream goes on where it was", async () => {
  await aStream();
  await put("before");
  const position = await iterator({});
  simulator.world.load(JSON.parse(JSON.stringify(simulator.world.serialize())));
  await put("after");

  expect((await read(position)).texts).toEqual(["before", "after"]);
});
