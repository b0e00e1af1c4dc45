import type { World } from "../service";
import { openStream } from "./open-stream";
import { HORIZON, justBefore } from "./sequence-number";
import type { ShardReader } from "./state";
import { planRead, readerId } from "./wake-readers";

export interface ReaderStart {
  readonly kind: ShardReader["kind"];
  readonly owner: string;
  readonly streamArn: string;
  readonly position: "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";
  /** For AT_TIMESTAMP. */
  readonly fromAt?: number;
}

/** Lets a mapping or pipe read every shard of a stream. One that has read before goes on where it was. */
export function startReaders(world: World, start: ReaderStart, now: number): void {
  const stream = openStream(world, start.streamArn, now);
  const { kind, owner, streamArn } = start;
  for (const shardId of stream?.shardIds ?? []) {
    const id = readerId({ kind, owner, streamArn, shardId });
    const known = world.streams.readers.get(id);
    const reader: ShardReader = known ?? {
      ...{ kind, owner, streamArn, shardId, pending: [], isPlanned: false },
      after: positionOf(world, start, shardId, now),
    };
    world.streams.readers.set(id, reader);
    planRead(world, reader, now);
  }
}

/** Forgets how far a mapping or pipe has come. */
export function stopReaders(world: World, kind: ShardReader["kind"], owner: string): void {
  for (const [id, reader] of world.streams.readers) {
    if (reader.kind === kind && reader.owner === owner) world.streams.readers.delete(id);
  }
}

function positionOf(
  world: World,
  { position, fromAt = 0, streamArn }: ReaderStart,
  shardId: string,
  now: number,
): string {
  const stream = openStream(world, streamArn, now);
  if (!stream || position === "TRIM_HORIZON") return HORIZON;
  if (position === "LATEST") return stream.newest;
  const first = stream.read(shardId, HORIZON, Number.MAX_SAFE_INTEGER).find(({ record }) => record.at >= fromAt);
  return first ? justBefore(first.record.sequenceNumber) : stream.newest;
}
