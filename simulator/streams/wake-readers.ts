import type { World } from "../service";
import type { ShardReader } from "./state";

/** Lambda and Pipes look into a Kinesis shard about once a second (Lambda Developer Guide, "Using Lambda with Kinesis"). */
const LOOK_MS = 1000;

export function readerId({ kind, owner, streamArn, shardId }: Omit<ShardReader, "after" | "pending" | "isPlanned">) {
  return `${kind} ${owner} ${streamArn} ${shardId}`;
}

/** Puts the reader's next step on the agenda, unless one is there. */
export function planRead(world: World, reader: ShardReader, at: number): void {
  if (reader.isPlanned) return;
  reader.isPlanned = true;
  world.agenda.plan({ at, kind: "streams.read", subject: readerId(reader) });
}

/** After a record has come in: whoever reads this shard looks within a second. */
export function wakeReaders(world: World, streamArn: string, shardId: string, now: number): void {
  for (const reader of world.streams.readers.values()) {
    if (reader.streamArn === streamArn && reader.shardId === shardId) planRead(world, reader, now + LOOK_MS);
  }
}
