import { mayDeliver } from "../delivery/may-deliver";
import type { Delivered } from "../delivery/sender";
import { findByArn } from "../lambda/function-name";
import { beginRun } from "../lambda/run";
import type { World } from "../service";
import { senderOf } from "./pipe-sender";
import type { Pipe } from "./state";

/**
 * Lets a function work on events and waits for its answer, as a pipe does unless told to fire and forget: a function
 * that throws or is throttled fails the execution.
 */
export function invokeFunction(world: World, pipe: Pipe, payload: string, now: number): Delivered {
  const found = findByArn(world, pipe.target);
  if (!found) {
    return { kind: "missing", code: "ResourceNotFoundException", message: `Function not found: ${pipe.target}` };
  }
  const { fn, qualifier } = found;
  const refused = mayDeliver(world, senderOf(pipe), "lambda:InvokeFunction", pipe.target, undefined, now);
  if (refused) return refused;
  const events = listOf(payload);
  if (!events) return { kind: "invalid", code: "InvalidRequestContentException", message: "The input is not JSON." };
  const run = beginRun(world, { fn, qualifier, payload: events, requestId: world.uuid() }, now);
  if ("refused" in run) return { kind: "throttled", code: "TooManyRequestsException", message: "Rate Exceeded." };
  const { functionError, errorType = "Unhandled", errorMessage = "" } = run.outcome;
  return functionError ? { kind: "invalid", code: errorType, message: errorMessage } : undefined;
}

function listOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A template may make text that is no JSON.
    return undefined;
  }
}
