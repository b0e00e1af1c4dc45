import type { World } from "../service";
import type { Mapping } from "./event-source-mappings";
import { isQueue, planPoll } from "./polling/wake-poller";
import { forgetStreamMapping, startStreamMapping } from "./streams/start-stream-mapping";

/** Lets a new or changed mapping consume what its state and its function allow. */
export function startMapping(world: World, mapping: Mapping, now: number): void {
  if (isQueue(mapping.EventSourceArn)) planPoll(world, mapping.UUID, now);
  else startStreamMapping(world, mapping, now, millisecondsOf(mapping.StartingPositionTimestamp));
}

/** Deletes a mapping; a batch under way is still seen to its end. */
export function forgetMapping(world: World, mapping: Mapping): void {
  world.mappings.delete(mapping);
  world.lambda.pollers.delete(mapping.UUID);
  forgetStreamMapping(world, mapping);
}

function millisecondsOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
