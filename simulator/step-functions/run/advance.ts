import type { ChoiceState, FailState, State, WaitState } from "../definition/definition";
import { holds } from "../language/choice-rules";
import { StateFailure } from "../language/execution-error";
import { lookUp, read, requirePath, type Scope } from "../language/json-path";
import { effectiveInput, outputOf, selectInput, selectOutput } from "../language/state-data";
import { beginIterations, branchOut, joinIfDone } from "./branching";
import { endBadly, succeed } from "./end-execution";
import type { Thread } from "./execution";
import { fail } from "./fail";
import { MOST_EVENTS, record } from "./history";
import { leave } from "./leave";
import { planStep, type Running, scopeOf, stateOf } from "./running";
import { beginTask, settleTask } from "./task";

/** Lets a thread go on, state after state, until it has to wait for something or is at its end. */
export function advance(running: Running, thread: Thread): void {
  const { execution } = running;
  while (execution.status === "RUNNING" && isMoving(thread)) {
    if (execution.eventCount >= MOST_EVENTS - 1) {
      const cause = "The execution reached the maximum number of history events (25000).";
      endBadly(running.world, execution, "FAILED", { error: "States.Runtime", cause }, running.now);
      return;
    }
    guarded(running, thread, () => work(running, thread));
  }
  if (execution.status === "RUNNING" && thread.stage === "done") finish(running, thread);
}

/** A thread whose time has come: its wait is over, or its task is. */
export function wakeUp(running: Running, thread: Thread): void {
  guarded(running, thread, () => {
    const state = stateOf(running, thread);
    if (thread.stage === "sleep") {
      leave(running, thread, selectOutput(state, inputScope(running, thread, state)), state.Next);
    } else if (thread.stage === "task" && state.Type === "Task") settleTask(running, thread, state);
  });
  advance(running, thread);
}

function isMoving({ stage }: Thread): boolean {
  return stage === "enter" || stage === "again";
}

function guarded(running: Running, thread: Thread, step: () => void): void {
  try {
    step();
  } catch (problem) {
    if (!(problem instanceof StateFailure)) throw problem;
    fail(running, thread, { error: problem.error, cause: problem.cause });
  }
}

function work(running: Running, thread: Thread): void {
  const { execution, now } = running;
  const state = stateOf(running, thread);
  if (thread.stage === "enter") {
    thread.enteredAt = now;
    thread.hasEntered = true;
    record(execution, thread, `${state.Type}StateEntered`, now, { name: thread.state, input: thread.input });
  }
  // Whoever throws below is retried or redriven from here, without entering anew.
  thread.stage = "again";
  perform(running, thread, state);
}

function perform(running: Running, thread: Thread, state: State): void {
  const { world } = running;
  const scope = scopeOf(running, thread);
  switch (state.Type) {
    case "Pass": {
      const result = "Result" in state ? state.Result : effectiveInput(state, scope, world.uuid);
      leave(running, thread, outputOf(state, scope, result, world.uuid), state.Next);
      break;
    }
    case "Succeed":
      leave(running, thread, selectOutput(state, inputScope(running, thread, state)), undefined);
      break;
    case "Choice":
      choose(running, thread, state);
      break;
    case "Wait":
      thread.stage = "sleep";
      planStep(running, thread, wakeTime(running, thread, state));
      break;
    case "Fail":
      throw failureOnPurpose(state, scope);
    case "Task":
      beginTask(running, thread, state);
      break;
    default:
      branchOut(running, thread, state);
  }
}

function inputScope(running: Running, thread: Thread, state: State) {
  const scope = scopeOf(running, thread);
  return { ...scope, data: selectInput(state, scope) };
}

function choose(running: Running, thread: Thread, state: ChoiceState): void {
  const scope = inputScope(running, thread, state);
  const next = state.Choices.find((rule) => holds(rule, scope))?.Next ?? state.Default;
  if (next === undefined)
    throw new StateFailure("States.NoChoiceMatched", `No choice rule of '${thread.state}' matched.`);
  leave(running, thread, selectOutput(state, scope), next);
}

function wakeTime(running: Running, thread: Thread, state: WaitState): number {
  const scope = inputScope(running, thread, state);
  const { now } = running;
  const seconds = state.Seconds ?? (state.SecondsPath && read(state.SecondsPath, scope, "SecondsPath"));
  if (seconds !== undefined) {
    if (typeof seconds === "number" && seconds >= 0) return now + seconds * 1000;
    throw new StateFailure("States.Runtime", `The SecondsPath parameter does not reference a valid value: ${seconds}`);
  }
  const text = state.Timestamp ?? read(state.TimestampPath ?? "$", scope, "TimestampPath");
  const at = Date.parse(String(text));
  if (Number.isNaN(at))
    throw new StateFailure("States.Runtime", `The TimestampPath parameter does not reference a valid value: ${text}`);
  return Math.max(now, at);
}

function failureOnPurpose(state: FailState, scope: Scope): StateFailure {
  const text = (path: string | undefined) => (path ? String(lookUp(requirePath(path), scope) ?? "") : undefined);
  return new StateFailure(state.Error ?? text(state.ErrorPath) ?? "", state.Cause ?? text(state.CausePath) ?? "");
}

/** A thread is done: the execution with its root, else perhaps the Parallel or Map around it. */
function finish(running: Running, thread: Thread): void {
  const { execution, world, now } = running;
  const parent = thread.parent === undefined ? undefined : execution.threads[thread.parent];
  if (!parent) {
    succeed(world, execution, thread.output, now);
    return;
  }
  parent.previousEventId = thread.previousEventId;
  if (thread.item) record(execution, parent, "MapIterationSucceeded", now, { name: parent.state, index: thread.index });
  const state = stateOf(running, parent);
  if (state.Type !== "Parallel" && state.Type !== "Map") return;
  guarded(running, parent, () => {
    if (state.Type === "Map") beginIterations(running, parent, state);
    joinIfDone(running, parent, state);
  });
  advance(running, parent);
}
