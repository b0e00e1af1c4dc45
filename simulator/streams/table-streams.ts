import { AwsError, type Call, type Operation } from "../service";
import { textIn } from "../wire/input";
import { limitIn } from "./kinesis-input";
import { type OpenStream, openStream } from "./open-stream";
import { compareNumbers, HORIZON, isSequenceNumber, justBefore, tableNumber } from "./sequence-number";
import { readIterator, writeIterator } from "./shard-iterator";
import type { ChangeRecord, TableStream } from "./state";

/** API reference, GetShardIterator: an iterator of a table's stream lives fifteen minutes. */
const ITERATOR_MS = 900_000;
const LARGEST_PAGE = 1000;

export const ListStreams: Operation = (call, input) => {
  call.authorize("*");
  const table = textIn(input, "TableName");
  const start = textIn(input, "ExclusiveStartStreamArn") ?? "";
  const left = call.world.streams.tables
    .list(call.accountId, call.region)
    .filter(({ tableName, arn }) => (table === undefined || tableName === table) && arn > start);
  const shown = left.slice(0, limitIn(input, "Limit", 100, 100));
  return {
    Streams: shown.map(({ arn, tableName, label }) => ({ StreamArn: arn, TableName: tableName, StreamLabel: label })),
    LastEvaluatedStreamArn: shown.length < left.length ? shown.at(-1)?.arn : undefined,
  };
};

export const DescribeStream: Operation = (call, input) => {
  const { stream } = locate(call, textIn(input, "StreamArn"));
  const isPast = (textIn(input, "ExclusiveStartShardId") ?? "") >= stream.shardId;
  const shard = { ShardId: stream.shardId, SequenceNumberRange: { StartingSequenceNumber: tableNumber(0) } };
  const [key] = stream.records;
  return {
    StreamDescription: {
      StreamArn: stream.arn,
      StreamLabel: stream.label,
      StreamStatus: "ENABLED",
      StreamViewType: stream.viewType,
      CreationRequestDateTime: new Date(stream.createdAt),
      TableName: stream.tableName,
      KeySchema: Object.keys(key?.keys ?? {}).map((AttributeName, index) => ({
        AttributeName,
        KeyType: index === 0 ? "HASH" : "RANGE",
      })),
      Shards: isPast ? [] : [shard],
    },
  };
};

export const GetShardIterator: Operation = (call, input) => {
  const { stream, open, now } = locate(call, textIn(input, "StreamArn"));
  const shardId = textIn(input, "ShardId") ?? "";
  if (shardId !== stream.shardId) {
    const message = "Requested resource not found: Shard does not exist";
    throw new AwsError("ResourceNotFoundException", message);
  }
  const after = startOf(input, open);
  const wants =
    textIn(input, "ShardIteratorType") === "AT_SEQUENCE_NUMBER" ? textIn(input, "SequenceNumber") : undefined;
  if (wants && isTrimmed(stream, wants)) throw trimmed();
  const iterator = writeIterator({ streamArn: stream.arn, shardId, after, issuedAt: now, wants });
  return { ShardIterator: iterator };
};

export const GetRecords: Operation = (call, input) => {
  const position = readIterator(textIn(input, "ShardIterator"));
  if (!position) throw invalid("Invalid ShardIterator");
  const { stream, open, now } = locate(call, position.streamArn);
  if (now - position.issuedAt > ITERATOR_MS) {
    throw new AwsError("ExpiredIteratorException", "Iterator has expired.");
  }
  if (position.wants && isTrimmed(stream, position.wants)) throw trimmed();
  const records = open
    .read(position.shardId, position.after, limitIn(input, "Limit", LARGEST_PAGE, LARGEST_PAGE))
    .flatMap((one) => (one.kind === "dynamodb" ? [one.record] : []));
  const after = records.at(-1)?.sequenceNumber ?? position.after;
  return {
    Records: records.map((record) => shownChange(stream, record, (at) => new Date(at))),
    NextShardIterator: writeIterator({ streamArn: stream.arn, shardId: stream.shardId, after, issuedAt: now }),
  };
};

/** A change as the API shows it and as a function gets it; they differ in how time is written. */
export function shownChange(stream: TableStream, record: ChangeRecord, time: (at: number) => unknown) {
  const { keys, newImage, oldImage, sequenceNumber } = record;
  const hasNew = stream.viewType === "NEW_IMAGE" || stream.viewType === "NEW_AND_OLD_IMAGES";
  const hasOld = stream.viewType === "OLD_IMAGE" || stream.viewType === "NEW_AND_OLD_IMAGES";
  const images = {
    ...(hasNew && newImage && { NewImage: newImage }),
    ...(hasOld && oldImage && { OldImage: oldImage }),
  };
  return {
    eventID: record.eventId,
    eventName: record.eventName,
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: stream.region,
    dynamodb: {
      ApproximateCreationDateTime: time(Math.floor(record.at / 1000) * 1000),
      Keys: keys,
      ...images,
      SequenceNumber: sequenceNumber,
      SizeBytes: JSON.stringify({ keys, ...images }).length,
      StreamViewType: stream.viewType,
    },
  };
}

function locate(call: Call, arn: string | undefined): { stream: TableStream; open: OpenStream; now: number } {
  if (!arn) throw invalid("StreamArn is required");
  call.authorize(arn);
  const now = call.world.clock.now();
  const open = openStream(call.world, arn, now);
  const stream = call.world.streams.tables.get(call.accountId, call.region, arn.slice(arn.indexOf("/") + 1));
  if (open && stream?.arn === arn) return { stream, open, now };
  throw new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
}

function startOf(input: Readonly<Record<string, unknown>>, open: OpenStream): string {
  const type = textIn(input, "ShardIteratorType");
  if (type === "TRIM_HORIZON") return HORIZON;
  if (type === "LATEST") return open.newest;
  const number = textIn(input, "SequenceNumber");
  if (type !== "AT_SEQUENCE_NUMBER" && type !== "AFTER_SEQUENCE_NUMBER") {
    throw invalid(
      `Value '${type}' at 'shardIteratorType' failed to satisfy constraint: Member must satisfy enum value set`,
    );
  }
  if (!number || !isSequenceNumber(number) || number === "0") throw invalid("SequenceNumber is required");
  return type === "AT_SEQUENCE_NUMBER" ? justBefore(number) : number;
}

/** Whether this number was given out and its record is gone. */
function isTrimmed({ records, recordCount }: TableStream, number: string): boolean {
  const oldest = records[0]?.sequenceNumber ?? tableNumber(recordCount + 1);
  return compareNumbers(number, oldest) < 0;
}

function trimmed(): AwsError {
  const message = "The operation attempted to read past the oldest stream record in a shard.";
  return new AwsError("TrimmedDataAccessException", message);
}

function invalid(message: string): AwsError {
  return new AwsError("ValidationException", message);
}
