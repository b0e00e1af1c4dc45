import type { World } from "../../service";
import { startReaders, stopReaders } from "../../streams/start-readers";
import type { Mapping } from "../event-source-mappings";

const STREAM = /^arn:aws:(kinesis|dynamodb):/;

/**
 * Lets a mapping of a stream read, from where it was or from its starting position (`fromAt` for AT_TIMESTAMP, epoch
 * milliseconds). To be called when a mapping is made or enabled; does nothing for mappings of queues.
 */
export function startStreamMapping(world: World, mapping: Mapping, now: number, fromAt?: number): void {
  const { EventSourceArn: streamArn = "", EventSourceMappingArn: owner = "", StartingPosition } = mapping;
  if (!STREAM.test(streamArn) || mapping.State !== "Enabled") return;
  const position = StartingPosition ?? "LATEST";
  startReaders(world, { kind: "mapping", owner, streamArn, position, fromAt }, now);
}

/** Forgets how far a deleted mapping has come. */
export function forgetStreamMapping(world: World, { EventSourceMappingArn = "" }: Mapping): void {
  stopReaders(world, "mapping", EventSourceMappingArn);
}
