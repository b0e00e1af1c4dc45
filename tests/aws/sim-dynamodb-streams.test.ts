import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Simulator, startSimulator } from "@/simulator/start";
import { ACCOUNT, errorOf, REGION, rootKeys, sim } from "./sim-clients";

const ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/orders/stream/2026-11-01T00:00:00.000`;
const DAY = 86_400;

let simulator: Simulator;
let streams: DynamoDBStreamsClient;

beforeEach(async () => {
  simulator = await startSimulator({ seed: 3 });
  streams = new DynamoDBStreamsClient({
    endpoint: simulator.url,
    region: REGION,
    credentials: rootKeys(ACCOUNT),
    maxAttempts: 1,
  });
});
afterEach(() => simulator.stop());

const change = (eventID: string) => ({
  eventID,
  eventName: "INSERT",
  keys: { id: { S: eventID } },
  newImage: { id: { S: eventID }, n: { N: "1" } },
});
const declare = (...ids: string[]) =>
  sim(simulator.url, "POST", "/setup", { streams: [{ arn: ARN, records: ids.map(change) }] });

async function shard(): Promise<string> {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: ARN }));
  return StreamDescription!.Shards![0]!.ShardId!;
}

async function iterator(more: Partial<GetShardIteratorCommandInput>): Promise<string> {
  const input = { StreamArn: ARN, ShardId: await shard(), ShardIteratorType: "TRIM_HORIZON" as const, ...more };
  return (await streams.send(new GetShardIteratorCommand(input))).ShardIterator!;
}

const read = async (ShardIterator: string) => (await streams.send(new GetRecordsCommand({ ShardIterator }))).Records!;

test("a declared stream is listed and described", async () => {
  await declare("e1");

  const { Streams } = await streams.send(new ListStreamsCommand({ TableName: "orders" }));
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn: ARN }));

  expect(Streams).toEqual([{ StreamArn: ARN, TableName: "orders", StreamLabel: "2026-11-01T00:00:00.000" }]);
  expect(StreamDescription).toMatchObject({
    StreamStatus: "ENABLED",
    StreamViewType: "NEW_AND_OLD_IMAGES",
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
});

test("its records are read in order, in the form of the API", async () => {
  await declare("e1", "e2");

  const records = await read(await iterator({}));

  expect(records).toMatchObject([
    {
      eventID: "e1",
      eventName: "INSERT",
      eventSource: "aws:dynamodb",
      awsRegion: REGION,
      dynamodb: {
        Keys: { id: { S: "e1" } },
        NewImage: { id: { S: "e1" }, n: { N: "1" } },
        ApproximateCreationDateTime: expect.any(Date),
        StreamViewType: "NEW_AND_OLD_IMAGES",
      },
    },
    { eventID: "e2" },
  ]);
});

test("declaring the same changes again appends only new ones", async () => {
  await declare("e1");
  await declare("e1", "e2");

  expect((await read(await iterator({}))).map(({ eventID }) => eventID)).toEqual(["e1", "e2"]);
});

test("AT_SEQUENCE_NUMBER begins with that record", async () => {
  await declare("e1", "e2");
  const [, second] = await read(await iterator({}));

  const SequenceNumber = second!.dynamodb!.SequenceNumber;
  const records = await read(await iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }));

  expect(records.map(({ eventID }) => eventID)).toEqual(["e2"]);
});

test("after a day a record is gone, and asking for it by number is refused", async () => {
  await declare("e1");
  const [first] = await read(await iterator({}));
  await simulator.world.advance(DAY);

  const SequenceNumber = first!.dynamodb!.SequenceNumber;

  expect(await read(await iterator({}))).toEqual([]);
  expect(await errorOf(iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }))).toMatchObject({
    name: "TrimmedDataAccessException",
  });
});

test("an iterator ends after fifteen minutes", async () => {
  await declare("e1");
  const old = await iterator({});
  await simulator.world.advance(901);

  expect(await errorOf(read(old))).toMatchObject({ name: "ExpiredIteratorException" });
});

test("a stream that does not exist is not found", async () => {
  expect(await errorOf(streams.send(new DescribeStreamCommand({ StreamArn: ARN })))).toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test.each([
  ["without an eventID", { eventName: "INSERT", keys: {} }, /eventID/],
  ["with a misspelt field", { ...change("e1"), newimage: {} }, /newimage/],
  ["with keys that are no map", { eventID: "e1", keys: "x" }, /keys/],
])("a change %s is refused and declares nothing", async (_, record, message) => {
  const { status, body } = await sim(simulator.url, "POST", "/setup", { streams: [{ arn: ARN, records: [record] }] });

  expect(status).toBe(400);
  expect(body.error).toMatch(message);
  expect((await streams.send(new ListStreamsCommand({}))).Streams).toEqual([]);
});
