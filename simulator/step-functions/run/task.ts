import type { TaskState } from "../definition/definition";
import { resourceKind } from "../definition/resources";
import type { ErrorOutput } from "../language/execution-error";
import { StateFailure } from "../language/execution-error";
import { read } from "../language/json-path";
import { checkSize, effectiveInput, outputOf } from "../language/state-data";
import { callService } from "./call-service";
import type { Thread } from "./execution";
import { fail } from "./fail";
import { record } from "./history";
import { leave } from "./leave";
import { type FunctionStart, runFunction } from "./run-function";
import { planStep, type Running, scopeOf } from "./running";
import { TaskEvents } from "./task-events";

/** How long a call of a connected service takes. */
const SERVICE_CALL_MS = 40;

/**
 * Begins a task. What it comes to is known at once and told when its time is over; what comes after the state's
 * TimeoutSeconds comes too late.
 */
export function beginTask(running: Running, thread: Thread, state: TaskState): void {
  const { execution, world, now } = running;
  const scope = scopeOf(running, thread);
  const input = effectiveInput(state, scope, world.uuid);
  const timeoutSeconds = timeoutOf(state, scope);
  const events = new TaskEvents(state.Resource, execution.region);
  record(execution, thread, ...events.scheduled(input, timeoutSeconds, now));
  const start = callResource(running, state.Resource, input);
  if ("refused" in start) throw events.failure(start.refused, (...event) => record(execution, thread, ...event), now);
  record(execution, thread, ...events.started(now));
  const latestAt = now + (timeoutSeconds ?? Number.POSITIVE_INFINITY) * 1000;
  thread.stage = "task";
  thread.outcome = start.endsAt > latestAt ? undefined : start.outcome;
  planStep(running, thread, Math.min(start.endsAt, latestAt));
}

function callResource(running: Running, resource: string, input: unknown): FunctionStart {
  const kind = resourceKind(resource);
  if (kind === undefined) throw new StateFailure("States.Runtime", `${resource} is not simulated`);
  if (kind === "function" || kind === "lambda:invoke") return runFunction(running, resource, input);
  return { outcome: callService(running, kind, input), endsAt: running.now + SERVICE_CALL_MS };
}

function timeoutOf(state: TaskState, scope: ReturnType<typeof scopeOf>): number | undefined {
  if (!state.TimeoutSecondsPath) return state.TimeoutSeconds;
  const seconds = read(state.TimeoutSecondsPath, scope, "TimeoutSecondsPath");
  if (typeof seconds === "number" && seconds > 0) return seconds;
  throw new StateFailure("States.Runtime", `TimeoutSecondsPath does not reference a valid value: ${seconds}`);
}

/** The task's time is over: with an outcome it has one, without it has run out of time. */
export function settleTask(running: Running, thread: Thread, state: TaskState): void {
  const { execution, now, world } = running;
  const { outcome } = thread;
  const events = new TaskEvents(state.Resource, execution.region);
  thread.stage = "again";
  thread.outcome = undefined;
  if (!outcome) {
    record(execution, thread, ...events.timedOut(now));
    fail(running, thread, { error: "States.Timeout", cause: "" } satisfies ErrorOutput);
    return;
  }
  if (outcome.failure !== undefined) {
    throw events.failure(outcome.failure, (...event) => record(execution, thread, ...event), now);
  }
  const { result } = outcome;
  checkSize(result, state.Resource);
  record(execution, thread, ...events.succeeded(result, now));
  const output = outputOf(state, scopeOf(running, thread), result, world.uuid);
  leave(running, thread, output, state.Next);
}
