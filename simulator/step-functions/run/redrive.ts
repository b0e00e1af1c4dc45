import { countOnMachine } from "../state-metrics";
import { beginIterations } from "./branching";
import type { Thread } from "./execution";
import { record } from "./history";
import { planTimeout } from "./plan-timeout";
import { planStep, type Running, stateOf } from "./running";
import { childrenOf, dropChildren } from "./threads";

/**
 * Goes on from where the execution ended badly: failed and aborted states are worked on anew with the input they had,
 * with fresh retriers; branches that were done keep their results. History and ARN go on, and so does the definition.
 */
export function redrive(running: Running, token: string | undefined): void {
  const { execution, world, now } = running;
  const root = execution.threads[1];
  execution.status = "RUNNING";
  execution.endedAt = undefined;
  execution.failure = undefined;
  execution.redrives.push({ at: now, token });
  record(execution, root, "ExecutionRedriven", now, { redriveCount: execution.redrives.length });
  countOnMachine(world, execution.machineArn, "ExecutionsRedriven", now);
  planTimeout(running);
  if (root) resume(running, root, root.previousEventId);
}

function resume(running: Running, thread: Thread, previousEventId: number): void {
  if (thread.stage === "done") return;
  const { execution, now } = running;
  const state = stateOf(running, thread);
  thread.retries = {};
  thread.previousEventId = previousEventId;
  const children = childrenOf(execution, thread);
  if (children.some(({ stage }) => stage !== "done")) {
    thread.stage = "branching";
    for (const child of children) resume(running, child, previousEventId);
    if (state.Type === "Map") beginIterations(running, thread, state);
    return;
  }
  dropChildren(execution, thread);
  const isRescheduled = state.Type === "Task" || state.Type === "Parallel" || state.Type === "Map";
  thread.stage = thread.hasEntered && isRescheduled ? "again" : "enter";
  planStep(running, thread, now);
}
