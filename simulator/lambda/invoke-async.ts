import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";

/** Hands a function an event to work on later; the function's policy must allow it. Accepting is all that the caller learns. */
export function invokeAsync(
  _world: World,
  _sender: Sender,
  _functionArn: string,
  _payload: string,
  _now: number,
): Delivered {
  return { kind: "missing", code: "ResourceNotFoundException", message: "Functions are not simulated." };
}
