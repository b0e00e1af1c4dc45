import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";
import type { BusEvent } from "./state";

/** Puts an event on a bus for a service or another bus; the bus's policy must allow it. */
export function putOnBus(_world: World, _sender: Sender, _busArn: string, _event: BusEvent, _now: number): Delivered {
  return { kind: "missing", code: "ResourceNotFoundException", message: "Buses are not simulated." };
}
