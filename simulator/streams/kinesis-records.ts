import { AwsError, type Call, type Operation } from "../service";
import { numberIn, objectsIn, textIn } from "../wire/input";
import { appendRecord, type RecordDraft } from "./append-record";
import {
  type Input,
  invalidArgument,
  kinesisInvalid,
  LARGEST_RECORD_BYTES,
  limitIn,
  locateStream,
} from "./kinesis-input";
import { type OpenStream, openStream } from "./open-stream";
import { HORIZON, isSequenceNumber, justBefore } from "./sequence-number";
import { readIterator, type ShardPosition, writeIterator } from "./shard-iterator";
import type { KinesisStream } from "./state";

/** Developer Guide, "Use the GetRecords API": an iterator lives five minutes. */
const ITERATOR_MS = 300_000;
const LARGEST_PUT_BYTES = 10 * 1_048_576;
const MOST_PUT_RECORDS = 500;
const LARGEST_ANSWER_BYTES = 10 * 1_048_576;

export const PutRecord: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const draft = draftOf(input);
  const { shardId, sequenceNumber } = appendRecord(call.world, stream, draft, call.world.clock.now());
  return { ShardId: shardId, SequenceNumber: sequenceNumber, EncryptionType: "NONE" };
};

export const PutRecords: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const drafts = (objectsIn(input, "Records") ?? []).map(draftOf);
  if (drafts.length === 0 || drafts.length > MOST_PUT_RECORDS) {
    throw kinesisInvalid(`Value at 'records' failed to satisfy constraint: between 1 and ${MOST_PUT_RECORDS} records`);
  }
  const bytes = drafts.reduce((sum, { data }) => sum + bytesOf(data), 0);
  if (bytes > LARGEST_PUT_BYTES) throw invalidArgument("Records size exceeds 10 MB limit");
  const now = call.world.clock.now();
  const put = drafts.map((draft) => appendRecord(call.world, stream, draft, now));
  const Records = put.map(({ shardId, sequenceNumber }) => ({ ShardId: shardId, SequenceNumber: sequenceNumber }));
  return { FailedRecordCount: 0, Records, EncryptionType: "NONE" };
};

export const GetShardIterator: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const now = call.world.clock.now();
  const open = opened(call, stream, now);
  const shardId = textIn(input, "ShardId") ?? "";
  if (!open.shardIds.includes(shardId)) {
    const where = `in stream ${stream.name} under account ${call.accountId}`;
    throw new AwsError("ResourceNotFoundException", `Shard ${shardId} ${where} does not exist`);
  }
  const after = startOf(input, open, stream, shardId, now);
  return { ShardIterator: writeIterator({ streamArn: stream.arn, shardId, after, issuedAt: now }) };
};

export const GetRecords: Operation = (call, input) => {
  const position = readIterator(textIn(input, "ShardIterator"));
  if (!position) throw invalidArgument("Invalid ShardIterator.");
  const stream = locateStream(call, { StreamARN: position.streamArn });
  const now = call.world.clock.now();
  if (now - position.issuedAt > ITERATOR_MS) throw expired(position, now);
  const open = opened(call, stream, now);
  const records = fitting(open, position, limitIn(input, "Limit", 10_000));
  const last = records.at(-1);
  const after = last?.sequenceNumber ?? position.after;
  const [next] = open.read(position.shardId, after, 1);
  return {
    Records: records.map(({ sequenceNumber, at, data, partitionKey }) => ({
      SequenceNumber: sequenceNumber,
      ApproximateArrivalTimestamp: new Date(at),
      Data: data,
      PartitionKey: partitionKey,
    })),
    NextShardIterator: writeIterator({ streamArn: stream.arn, shardId: position.shardId, after, issuedAt: now }),
    MillisBehindLatest: next ? now - (last?.at ?? now) : 0,
  };
};

function opened({ world }: Call, stream: KinesisStream, now: number): OpenStream {
  const open = openStream(world, stream.arn, now);
  if (!open) throw new Error(`stream ${stream.arn} cannot be opened`);
  return open;
}

/** As many of the next records as are asked for and an answer may carry. */
function fitting(open: OpenStream, { shardId, after }: ShardPosition, limit: number) {
  let bytes = 0;
  const records = open.read(shardId, after, limit).flatMap((one) => (one.kind === "kinesis" ? [one.record] : []));
  return records.filter(({ data }, index) => {
    bytes += bytesOf(data);
    return index === 0 || bytes <= LARGEST_ANSWER_BYTES;
  });
}

function startOf(input: Input, open: OpenStream, stream: KinesisStream, shardId: string, now: number): string {
  const type = textIn(input, "ShardIteratorType");
  switch (type) {
    case "TRIM_HORIZON":
      return HORIZON;
    case "LATEST":
      return open.newest;
    case "AT_SEQUENCE_NUMBER":
      return justBefore(startingNumber(input));
    case "AFTER_SEQUENCE_NUMBER":
      return startingNumber(input);
    case "AT_TIMESTAMP": {
      const at = numberIn(input, "Timestamp");
      if (at === undefined)
        throw invalidArgument("Must specify timestamp parameter for iterator of type AT_TIMESTAMP.");
      if (at * 1000 > now)
        throw invalidArgument(`The timestampInMillis parameter cannot be greater than the currentTimestampInMillis.`);
      const records = stream.shards.find(({ id }) => id === shardId)?.records ?? [];
      const first = records.find((record) => record.at >= Math.floor(at * 1000));
      return first ? justBefore(first.sequenceNumber) : open.newest;
    }
  }
  throw kinesisInvalid(
    `Value '${type}' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set`,
  );
}

function startingNumber(input: Input): string {
  const number = textIn(input, "StartingSequenceNumber");
  if (number && number !== "0" && isSequenceNumber(number)) return number;
  throw invalidArgument("StartingSequenceNumber must be the sequence number of a record.");
}

function draftOf(input: Input): RecordDraft {
  const data = textIn(input, "Data");
  const partitionKey = textIn(input, "PartitionKey");
  const hashKey = textIn(input, "ExplicitHashKey");
  if (data === undefined)
    throw kinesisInvalid("Value null at 'data' failed to satisfy constraint: Member must not be null");
  if (!partitionKey || partitionKey.length > 256) {
    throw kinesisInvalid("Value at 'partitionKey' failed to satisfy constraint: length between 1 and 256");
  }
  if (bytesOf(data) + Buffer.byteLength(partitionKey) > LARGEST_RECORD_BYTES) {
    throw kinesisInvalid(
      `Value at 'data' failed to satisfy constraint: length less than or equal to ${LARGEST_RECORD_BYTES}`,
    );
  }
  if (hashKey !== undefined && !(/^(0|[1-9]\d{0,38})$/.test(hashKey) && BigInt(hashKey) < 1n << 128n)) {
    throw invalidArgument("ExplicitHashKey must be a number below 2^128.");
  }
  return { data: Buffer.from(data, "base64").toString("base64"), partitionKey, hashKey };
}

function bytesOf(base64: string): number {
  return Math.floor((base64.replace(/=+$/, "").length * 3) / 4);
}

function expired(position: ShardPosition, now: number): AwsError {
  const [issued, current] = [new Date(position.issuedAt).toISOString(), new Date(now).toISOString()];
  return new AwsError(
    "ExpiredIteratorException",
    `Iterator expired. The iterator was created at time ${issued} while right now it is ${current} which is further in the future than the tolerated delay of ${ITERATOR_MS} milliseconds.`,
  );
}
