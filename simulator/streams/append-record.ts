import { createHash } from "node:crypto";
import type { World } from "../service";
import { trimKinesis, trimTable } from "./open-stream";
import { kinesisNumber, tableNumber } from "./sequence-number";
import type { ChangeRecord, KinesisRecord, KinesisStream, TableStream } from "./state";
import { wakeReaders } from "./wake-readers";

const HASH_SPACE = 1n << 128n;

/** A record to take in; `hashKey` chooses the shard instead of the partition key. */
export interface RecordDraft {
  /** Base64. */
  readonly data: string;
  readonly partitionKey: string;
  readonly hashKey?: string;
}

/** Takes a record in and wakes whoever reads its shard. */
export function appendRecord(world: World, stream: KinesisStream, draft: RecordDraft, now: number) {
  trimKinesis(stream, now);
  const { data, partitionKey } = draft;
  const shard = stream.shards[shardIndexOf(draft, stream.shards.length)];
  if (!shard) throw new Error(`stream ${stream.name} has no shard`);
  stream.recordCount += 1;
  const sequenceNumber = kinesisNumber(stream.createdAt, stream.recordCount);
  const record: KinesisRecord = { sequenceNumber, at: now, partitionKey, data };
  shard.records.push(record);
  wakeReaders(world, stream.arn, shard.id, now);
  return { shardId: shard.id, sequenceNumber };
}

/** Appends a change; one whose event id the stream still holds is left out. */
export function appendChange(
  world: World,
  stream: TableStream,
  change: Omit<ChangeRecord, "sequenceNumber" | "at">,
  now: number,
): void {
  trimTable(stream, now);
  if (stream.records.some(({ eventId }) => eventId === change.eventId)) return;
  stream.recordCount += 1;
  stream.records.push({ ...change, sequenceNumber: tableNumber(stream.recordCount), at: now });
  wakeReaders(world, stream.arn, stream.shardId, now);
}

/** Shards share the space of MD5 hashes in equal parts. */
function shardIndexOf({ partitionKey, hashKey }: RecordDraft, shardCount: number): number {
  const hash = hashKey ? BigInt(hashKey) : BigInt(`0x${createHash("md5").update(partitionKey).digest("hex")}`);
  return Number((hash * BigInt(shardCount)) / HASH_SPACE);
}

export function hashRangeOf(index: number, shardCount: number) {
  const startOf = (place: number) => (HASH_SPACE * BigInt(place) + BigInt(shardCount - 1)) / BigInt(shardCount);
  return {
    StartingHashKey: startOf(index).toString(),
    EndingHashKey: (startOf(index + 1) - 1n).toString(),
  };
}
