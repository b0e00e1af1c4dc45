import { expect, test } from "vitest";
import { functionEvents } from "./function-events";
import type { StreamRecord } from "./stream-record";

const place = {
  streamArn: "arn:aws:kinesis:eu-central-1:111111111111:stream/clicks",
  shardId: "shardId-000000000000",
  roleArn: "arn:aws:iam::111111111111:role/counter",
};
const kinesis = (sequenceNumber: string, bytes = 3): StreamRecord => ({
  kind: "kinesis",
  sequenceNumber,
  arrivedAt: new Date(1_545_084_650_987),
  partitionKey: "k",
  dataBase64: "A".repeat(bytes),
});
const numbersIn = (event: string) =>
  JSON.parse(event).Records.map((one: { kinesis: { sequenceNumber: string } }) => one.kinesis.sequenceNumber);

test("records that fit into one invocation go as one event", () => {
  const events = functionEvents("mapping", [kinesis("1"), kinesis("2")], place) ?? [];

  expect(events.map(numbersIn)).toEqual([["1", "2"]]);
});

test("more than one megabyte is cut between records, in order, and no event is larger than Lambda takes", () => {
  const records = ["1", "2", "3", "4", "5"].map((number) => kinesis(number, 400_000));

  const events = functionEvents("mapping", records, place) ?? [];

  expect(events.map(numbersIn)).toEqual([["1", "2"], ["3", "4"], ["5"]]);
  for (const event of events) expect(Buffer.byteLength(event)).toBeLessThanOrEqual(1_048_576);
});

test("a record that alone is larger than an invocation takes is not sent in pieces", () => {
  expect(functionEvents("mapping", [kinesis("1"), kinesis("2", 1_048_576)], place)).toBeUndefined();
});

test("a pipe's function gets a list in which a Kinesis record lies flat", () => {
  const [event = "[]"] = functionEvents("pipe", [kinesis("7")], place) ?? [];

  expect(JSON.parse(event)).toEqual([
    {
      kinesisSchemaVersion: "1.0",
      partitionKey: "k",
      sequenceNumber: "7",
      data: "AAA",
      approximateArrivalTimestamp: 1_545_084_650.987,
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: "shardId-000000000000:7",
      eventName: "aws:kinesis:record",
      invokeIdentityArn: place.roleArn,
      awsRegion: "eu-central-1",
      eventSourceARN: place.streamArn,
    },
  ]);
});
