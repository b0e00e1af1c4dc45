import { mayDeliver } from "../delivery/may-deliver";
import type { Delivered, Sender } from "../delivery/sender";
import type { World } from "../service";
import { isPayload, LARGEST_ASYNC_BYTES, queueEvent } from "./async-event";
import { findByArn } from "./function-name";

/** Hands a function an event to work on later; the function's policy must allow it. Accepting is all that the caller learns. */
export function invokeAsync(
  world: World,
  sender: Sender,
  functionArn: string,
  payload: string,
  now: number,
): Delivered {
  const found = findByArn(world, functionArn);
  if (!found) {
    return { kind: "missing", code: "ResourceNotFoundException", message: `Function not found: ${functionArn}` };
  }
  const { fn, qualifier } = found;
  const policy = fn.policies[qualifier ?? "$LATEST"];
  const refused = mayDeliver(world, sender, "lambda:InvokeFunction", functionArn, policy, now);
  if (refused) return refused;
  if (Buffer.byteLength(payload) > LARGEST_ASYNC_BYTES) {
    const message = `Request must be smaller than ${LARGEST_ASYNC_BYTES} bytes for the InvokeFunction operation`;
    return { kind: "invalid", code: "RequestTooLargeException", message };
  }
  if (!isPayload(payload)) {
    const message = "Could not parse request body into json";
    return { kind: "invalid", code: "InvalidRequestContentException", message };
  }
  queueEvent(world, fn, qualifier, payload, world.uuid(), now);
  return undefined;
}
