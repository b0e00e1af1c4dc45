import { AwsError, type Operation } from "../service";
import { numberIn, objectIn, textIn } from "../wire/input";
import { hashRangeOf } from "./append-record";
import { type Input, invalidArgument, limitIn, locateStream, refuse, streamArn, streamNameOf } from "./kinesis-input";
import { kinesisNumber } from "./sequence-number";
import type { KinesisStream } from "./state";

const DEFAULT_RETENTION_HOURS = 24;
const LONGEST_RETENTION_HOURS = 8760;
/** A new on-demand stream begins with four shards (Developer Guide, "Choose the right mode"). */
const ON_DEMAND_SHARDS = 4;

/** A new stream is active at once. */
export const CreateStream: Operation = (call, input) => {
  refuse(input, ["WarmThroughputMiBps", "MaxRecordSizeInKiB"]);
  const { world, accountId, region } = call;
  const name = streamNameOf({ StreamName: input.StreamName });
  call.authorize(streamArn(call, name));
  const mode = modeOf(input);
  const shardCount = mode === "ON_DEMAND" ? ON_DEMAND_SHARDS : limitIn(input, "ShardCount", 0);
  if (world.streams.kinesis.get(accountId, region, name)) {
    throw new AwsError("ResourceInUseException", `Stream ${name} under account ${accountId} already exists.`);
  }
  const shards = Array.from({ length: shardCount }, (_, index) => ({ id: shardIdOf(index), records: [] }));
  const createdAt = world.clock.now();
  const stream = { accountId, region, name, arn: streamArn(call, name), createdAt, mode, shards };
  world.streams.kinesis.put({ ...stream, retentionHours: DEFAULT_RETENTION_HOURS, recordCount: 0 });
};

export const DeleteStream: Operation = (call, input) => {
  const stream = locateStream(call, input);
  call.world.streams.kinesis.delete(stream);
};

export const DescribeStreamSummary: Operation = (call, input) => {
  const stream = locateStream(call, input);
  return {
    StreamDescriptionSummary: { ...described(stream), OpenShardCount: stream.shards.length, ConsumerCount: 0 },
  };
};

export const DescribeStream: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const { shown, hasMore } = shardPage(stream, textIn(input, "ExclusiveStartShardId"), limitIn(input, "Limit", 100));
  return { StreamDescription: { ...described(stream), Shards: shown, HasMoreShards: hasMore } };
};

export const ListShards: Operation = (call, input) => {
  refuse(input, ["StreamCreationTimestamp"]);
  const filter = textIn(objectIn(input, "ShardFilter") ?? {}, "Type");
  // Shards never split or merge here, so these filters choose all of them.
  const all = ["AT_LATEST", "AT_TRIM_HORIZON", "FROM_TRIM_HORIZON"];
  if (filter && !all.includes(filter))
    throw new AwsError("ValidationException", `ShardFilter ${filter} is not simulated`);
  const token = textIn(input, "NextToken");
  const [name, start] = token === undefined ? [] : Buffer.from(token, "base64url").toString().split("\n");
  if (token !== undefined && !start) throw invalidArgument("NextToken is not valid.");
  const stream = locateStream(call, name ? { StreamName: name } : input);
  const limit = limitIn(input, "MaxResults", 1000);
  const { shown, hasMore } = shardPage(stream, start ?? textIn(input, "ExclusiveStartShardId"), limit);
  const last = hasMore ? shown.at(-1)?.ShardId : undefined;
  return { Shards: shown, NextToken: last && Buffer.from(`${stream.name}\n${last}`).toString("base64url") };
};

export const ListStreams: Operation = (call, input) => {
  call.authorize("*");
  const token = textIn(input, "NextToken");
  const start = token ? Buffer.from(token, "base64url").toString() : textIn(input, "ExclusiveStartStreamName");
  const left = call.world.streams.kinesis.list(call.accountId, call.region).filter(({ name }) => name > (start ?? ""));
  const shown = left.slice(0, limitIn(input, "Limit", 100));
  const hasMore = shown.length < left.length;
  return {
    StreamNames: shown.map(({ name }) => name),
    HasMoreStreams: hasMore,
    NextToken: hasMore ? Buffer.from(shown.at(-1)?.name ?? "").toString("base64url") : undefined,
    StreamSummaries: shown.map((stream) => {
      const { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp } = described(stream);
      return { StreamName, StreamARN, StreamStatus, StreamModeDetails, StreamCreationTimestamp };
    }),
  };
};

export const IncreaseStreamRetentionPeriod: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const hours = hoursIn(input);
  if (hours < stream.retentionHours) throw retentionProblem(stream, hours, "less");
  stream.retentionHours = hours;
};

export const DecreaseStreamRetentionPeriod: Operation = (call, input) => {
  const stream = locateStream(call, input);
  const hours = hoursIn(input);
  if (hours > stream.retentionHours) throw retentionProblem(stream, hours, "greater");
  stream.retentionHours = hours;
};

function hoursIn(input: Input): number {
  const hours = numberIn(input, "RetentionPeriodHours");
  if (hours !== undefined && hours >= DEFAULT_RETENTION_HOURS && hours <= LONGEST_RETENTION_HOURS) return hours;
  throw invalidArgument(
    `Retention period must be between ${DEFAULT_RETENTION_HOURS} and ${LONGEST_RETENTION_HOURS} hours.`,
  );
}

function retentionProblem(stream: KinesisStream, hours: number, how: string): AwsError {
  const existing = `the existing retention period of ${stream.retentionHours} hours`;
  return invalidArgument(
    `Requested retention period (${hours} hours) for stream ${stream.name} is ${how} than ${existing}.`,
  );
}

function modeOf(input: Input): KinesisStream["mode"] {
  const details = objectIn(input, "StreamModeDetails");
  const mode = details && textIn(details, "StreamMode");
  if (mode === "ON_DEMAND" || mode === "PROVISIONED") return mode;
  if (mode) throw invalidArgument(`StreamMode ${mode} is not known.`);
  return input.ShardCount === undefined ? "ON_DEMAND" : "PROVISIONED";
}

function described(stream: KinesisStream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: stream.mode },
    RetentionPeriodHours: stream.retentionHours,
    StreamCreationTimestamp: new Date(stream.createdAt),
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
  };
}

function shardPage({ shards, createdAt }: KinesisStream, start: string | undefined, limit: number) {
  const all = shards.map(({ id }, index) => ({
    ShardId: id,
    HashKeyRange: hashRangeOf(index, shards.length),
    SequenceNumberRange: { StartingSequenceNumber: kinesisNumber(createdAt, 0) },
  }));
  const left = all.filter(({ ShardId }) => ShardId > (start ?? ""));
  return { shown: left.slice(0, limit), hasMore: left.length > limit };
}

function shardIdOf(index: number): string {
  return `shardId-${String(index).padStart(12, "0")}`;
}
