import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";

/** Starts an execution for a service, with the sender's role. A name that was used before is `exists`. */
export function startFor(
  _world: World,
  _sender: Sender,
  _stateMachineArn: string,
  _input: string,
  _now: number,
  _name?: string,
): Delivered {
  return { kind: "missing", code: "StateMachineDoesNotExist", message: "State machines are not simulated." };
}
