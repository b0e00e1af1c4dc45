import type { World } from "../../service";
import type { AsyncEvent } from "../async-event";
import { findByArn } from "../function-name";
import type { EventInvokeSettings, LambdaFunction } from "../functions-state";
import { measure } from "../measure";
import { beginRun } from "../run";
import { deliverRecord } from "./deliver-record";
import { giveUp } from "./give-up";

const USUAL_RETRIES = 2;
const USUAL_AGE_SECONDS = 21_600;
/** Waiting time after the first function error; the second waits twice as long (Lambda Developer Guide, "Asynchronous invocation"). */
const RETRY_AFTER_MS = 60_000;
/** Throttled events are tried again after 1 second, then ever later up to 5 minutes (same page). */
const LONGEST_BACK_OFF_SECONDS = 300;

/** Job `lambda.async`: Lambda takes an event from its queue and lets the function work on it. */
export function workOnEvent(world: World, subject: unknown, now: number): void {
  // Only this file and async-event.ts plan this job.
  const event = subject as AsyncEvent;
  const found = findByArn(world, event.functionArn);
  // The function has been deleted, and its events with it.
  if (!found) return;
  const { fn, qualifier } = found;
  const lastAt = event.acceptedAt + ageSecondsOf(fn, event) * 1000;
  const hopeless =
    fn.reservedConcurrency === 0 ? "ZeroReservedConcurrency" : now >= lastAt ? "EventAgeExceeded" : undefined;
  if (hopeless) {
    giveUp(world, fn, event, hopeless, now);
    return;
  }
  const payload: unknown = event.payload === "" ? {} : JSON.parse(event.payload);
  const started = beginRun(world, { fn, qualifier, payload, requestId: event.requestId }, now);
  if ("refused" in started) {
    const backOffMs = Math.min(2 ** event.throttleCount, LONGEST_BACK_OFF_SECONDS) * 1000;
    const later = { ...event, throttleCount: event.throttleCount + 1 };
    world.agenda.plan({ at: Math.min(now + backOffMs, lastAt), kind: "lambda.async", subject: later });
    return;
  }
  measure(world, fn, "AsyncEventAge", now, now - event.acceptedAt);
  const last = started.outcome;
  const tried: AsyncEvent = { ...event, invokeCount: event.invokeCount + 1, throttleCount: 0, last };
  world.agenda.plan({ at: started.endsAt, kind: "lambda.asyncEnd", subject: tried });
}

/** Job `lambda.asyncEnd`: the function is done with an event; a failure is tried again or given up. */
export function eventWorkedOn(world: World, subject: unknown, now: number): void {
  // Only workOnEvent plans this job.
  const event = subject as AsyncEvent;
  const fn = world.lambda.byArn(event.functionArn);
  if (!fn) return;
  const settings = settingsOf(fn, event);
  const at = now + RETRY_AFTER_MS * event.invokeCount;
  if (!event.last?.functionError) {
    deliverRecord(world, fn, settings?.onSuccessArn, event, "Success", now);
  } else if (event.invokeCount > (settings?.maximumRetryAttempts ?? USUAL_RETRIES)) {
    giveUp(world, fn, event, "RetriesExhausted", now);
  } else if (at > event.acceptedAt + ageSecondsOf(fn, event) * 1000) {
    giveUp(world, fn, event, "EventAgeExceeded", now);
  } else {
    world.agenda.plan({ at, kind: "lambda.async", subject: event });
  }
}

function ageSecondsOf(fn: LambdaFunction, event: AsyncEvent): number {
  return settingsOf(fn, event)?.maximumEventAgeSeconds ?? USUAL_AGE_SECONDS;
}

function settingsOf(fn: LambdaFunction, { functionArn }: AsyncEvent): EventInvokeSettings | undefined {
  return fn.eventInvoke[functionArn.split(":")[7] ?? "$LATEST"];
}
