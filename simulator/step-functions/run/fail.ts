import { catchersOf, retriersOf } from "../definition/definition";
import { type ErrorOutput, StateFailure } from "../language/execution-error";
import { write } from "../language/json-path";
import { selectOutput } from "../language/state-data";
import { endBadly } from "./end-execution";
import { means, retryDelayMs } from "./error-matching";
import type { Thread } from "./execution";
import { record } from "./history";
import { leave } from "./leave";
import { planStep, type Running, scopeOf, stateOf } from "./running";
import { abortThread, childrenOf, dropChildren } from "./threads";

/**
 * The thread's state has failed. The first retrier that means the error tries again until it is used up; else the first
 * catcher takes over; else the thread ends, and with it the Parallel or Map around it, up to the whole execution.
 */
export function fail(running: Running, thread: Thread, failure: ErrorOutput): void {
  if (retry(running, thread, failure) || takeOver(running, thread, failure)) return;
  const { execution, world, now } = running;
  thread.stage = "failed";
  const parent = thread.parent === undefined ? undefined : execution.threads[thread.parent];
  if (!parent) {
    endBadly(world, execution, "FAILED", failure, now);
    return;
  }
  parent.previousEventId = thread.previousEventId;
  if (thread.item) record(execution, parent, "MapIterationFailed", now, { name: parent.state, index: thread.index });
  for (const sibling of childrenOf(execution, parent)) abortThread(execution, sibling);
  const { Type } = stateOf(running, parent);
  record(execution, parent, `${Type}StateFailed`, now);
  fail(running, parent, failure);
  if (parent.stage === "enter") planStep(running, parent, now);
}

function retry(running: Running, thread: Thread, { error }: ErrorOutput): boolean {
  const { world, execution, now } = running;
  const retriers = retriersOf(stateOf(running, thread));
  const place = retriers.findIndex(({ ErrorEquals }) => means(ErrorEquals, error));
  const retrier = retriers[place];
  const used = thread.retries[place] ?? 0;
  const delayMs = retrier && retryDelayMs(retrier, used, world.random);
  if (delayMs === undefined) return false;
  thread.retries[place] = used + 1;
  dropChildren(execution, thread);
  thread.stage = "resting";
  planStep(running, thread, now + delayMs);
  return true;
}

function takeOver(running: Running, thread: Thread, { error, cause }: ErrorOutput): boolean {
  const state = stateOf(running, thread);
  const catcher = catchersOf(state).find(({ ErrorEquals }) => means(ErrorEquals, error));
  if (!catcher) return false;
  const { ResultPath = "$" } = catcher;
  const scope = scopeOf(running, thread);
  try {
    const told = { Error: error, Cause: cause };
    const merged = ResultPath === null ? thread.input : write(ResultPath, thread.input, told);
    const output = selectOutput({}, { ...scope, data: merged });
    dropChildren(running.execution, thread);
    leave(running, thread, output, catcher.Next);
    return true;
  } catch (problem) {
    // The catcher itself cannot be applied: the state fails as if it had none.
    if (problem instanceof StateFailure) return false;
    throw problem;
  }
}
