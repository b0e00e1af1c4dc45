import { partsOf } from "../delivery/sender";
import type { World } from "../service";
import { HORIZON, kinesisNumber, placeAfter, tableNumber } from "./sequence-number";
import type { ChangeRecord, KinesisRecord, KinesisStream, TableStream } from "./state";

const HOUR_MS = 3_600_000;
/** Records of a table's stream are gone after a day (DynamoDB Developer Guide, "Change data capture for DynamoDB Streams"). */
const TABLE_RETENTION_MS = 24 * HOUR_MS;

export type StreamRecord =
  | { readonly kind: "kinesis"; readonly record: KinesisRecord }
  | { readonly kind: "dynamodb"; readonly record: ChangeRecord };

/** A stream of either kind, without what retention has taken away. */
export interface OpenStream {
  readonly kind: "kinesis" | "dynamodb";
  readonly arn: string;
  readonly shardIds: readonly string[];
  /** The newest sequence number that was given out. */
  readonly newest: string;
  /** At most `limit` records behind `after`, in order; none of a shard that does not exist. */
  read(shardId: string, after: string, limit: number): StreamRecord[];
}

/** The stream behind an ARN of Kinesis or of a table's stream; undefined when there is none. */
export function openStream(world: World, arn: string, now: number): OpenStream | undefined {
  const { service, accountId, region, resource } = partsOf(arn);
  const name = resource.slice(resource.indexOf("/") + 1);
  if (service === "kinesis") {
    const stream = world.streams.kinesis.get(accountId, region, name);
    return stream && openKinesis(stream, now);
  }
  const stream = service === "dynamodb" ? world.streams.tables.get(accountId, region, name) : undefined;
  return stream && openTable(stream, now);
}

function openKinesis(stream: KinesisStream, now: number): OpenStream {
  trimKinesis(stream, now);
  return {
    kind: "kinesis",
    arn: stream.arn,
    shardIds: stream.shards.map(({ id }) => id),
    newest: stream.recordCount === 0 ? HORIZON : kinesisNumber(stream.createdAt, stream.recordCount),
    read: (shardId, after, limit) => {
      const records = stream.shards.find(({ id }) => id === shardId)?.records ?? [];
      const from = placeAfter(records, after);
      return records.slice(from, from + limit).map((record) => ({ kind: "kinesis", record }));
    },
  };
}

function openTable(stream: TableStream, now: number): OpenStream {
  trimTable(stream, now);
  return {
    kind: "dynamodb",
    arn: stream.arn,
    shardIds: [stream.shardId],
    newest: stream.recordCount === 0 ? HORIZON : tableNumber(stream.recordCount),
    read: (shardId, after, limit) => {
      if (shardId !== stream.shardId) return [];
      const from = placeAfter(stream.records, after);
      return stream.records.slice(from, from + limit).map((record) => ({ kind: "dynamodb", record }));
    },
  };
}

/** Takes away what is older than the stream's retention. */
export function trimKinesis(stream: KinesisStream, now: number): void {
  const since = now - stream.retentionHours * HOUR_MS;
  for (const shard of stream.shards) shard.records = keptSince(shard.records, since);
}

export function trimTable(stream: TableStream, now: number): void {
  stream.records = keptSince(stream.records, now - TABLE_RETENTION_MS);
}

function keptSince<T extends { readonly at: number }>(records: T[], since: number): T[] {
  const first = records[0];
  if (!first || first.at > since) return records;
  const from = records.findIndex(({ at }) => at > since);
  return from === -1 ? [] : records.slice(from);
}
