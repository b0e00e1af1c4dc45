import type { World } from "../service";
import type { LambdaFunction } from "./functions-state";
import { measure } from "./measure";
import type { Outcome } from "./outcome";

/** An event in Lambda's own queue, as plain JSON. */
export interface AsyncEvent {
  /** With the qualifier it was sent to. */
  readonly functionArn: string;
  /** JSON text, or nothing. */
  readonly payload: string;
  readonly requestId: string;
  readonly acceptedAt: number;
  /** How often the function has worked on it. */
  readonly invokeCount: number;
  /** How often the function was too busy, since the last time it was not. */
  readonly throttleCount: number;
  readonly last?: Outcome;
}

/** AWS takes asynchronous payloads up to one megabyte (API reference, Invoke). */
export const LARGEST_ASYNC_BYTES = 1_048_576;

/** How long an event is in Lambda's queue when nothing is in its way; also keeps a function that calls itself from doing so in no time. */
const QUEUED_MS = 10;

/** Puts an event into the queue of a function, which will work on it in a moment. */
export function queueEvent(
  world: World,
  fn: LambdaFunction,
  qualifier: string | undefined,
  payload: string,
  requestId: string,
  now: number,
): void {
  const functionArn = qualifier ? `${fn.arn}:${qualifier}` : fn.arn;
  const event: AsyncEvent = { functionArn, payload, requestId, acceptedAt: now, invokeCount: 0, throttleCount: 0 };
  measure(world, fn, "AsyncEventsReceived", now);
  world.agenda.plan({ at: now + QUEUED_MS, kind: "lambda.async", subject: event });
}

/** Whether a payload can be handed to a function: JSON, or nothing at all. */
export function isPayload(text: string): boolean {
  if (text === "") return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is the answer.
    return false;
  }
}
