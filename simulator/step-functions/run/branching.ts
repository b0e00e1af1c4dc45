import { groupOf, type MapState, type ParallelState } from "../definition/definition";
import { StateFailure } from "../language/execution-error";
import { read } from "../language/json-path";
import { checkSize, effectiveInput, outputOf, selectInput } from "../language/state-data";
import { fillTemplate } from "../language/template";
import type { Thread } from "./execution";
import { record } from "./history";
import { leave } from "./leave";
import { planStep, type Running, scopeOf } from "./running";
import { addThread, childrenOf, dropChildren } from "./threads";

/** An inline Map runs at most this many iterations at a time (Step Functions Developer Guide, "Using Map state in Inline mode"). */
const MOST_AT_ONCE = 40;

/** Begins the branches of a Parallel, or the first iterations of a Map. */
export function branchOut(running: Running, thread: Thread, state: ParallelState | MapState): void {
  const { execution, now, world } = running;
  const scope = scopeOf(running, thread);
  dropChildren(execution, thread);
  thread.children = [];
  thread.stage = "branching";
  if (state.Type === "Parallel") {
    record(execution, thread, "ParallelStateStarted", now);
    const input = effectiveInput(state, scope, world.uuid);
    state.Branches.forEach((branch, index) => {
      begin(running, thread, { index, state: branch.StartAt, input });
    });
    return;
  }
  const data = selectInput(state, scope);
  const items = read(state.ItemsPath ?? "$", { ...scope, data }, "ItemsPath");
  if (!Array.isArray(items)) {
    const what = `Reference path "${state.ItemsPath ?? "$"}" must point to array`;
    throw new StateFailure("States.Runtime", what);
  }
  thread.items = items;
  record(execution, thread, "MapStateStarted", now, { length: items.length });
  beginIterations(running, thread, state);
  joinIfDone(running, thread, state);
}

type Beginning = Pick<Thread, "index" | "state" | "input" | "item">;

function begin(running: Running, parent: Thread, beginning: Beginning): void {
  const { execution, now } = running;
  const { id, previousEventId } = parent;
  const child = addThread(execution, { ...beginning, parent: id, previousEventId }, now);
  parent.children?.push(child.id);
  planStep(running, child, now);
}

/** Begins as many iterations as may run beside those that do. */
export function beginIterations(running: Running, thread: Thread, state: MapState): void {
  const { execution, now } = running;
  const { items = [], children = [] } = thread;
  const isRunning = ({ stage }: Thread) => stage !== "done";
  let free = (state.MaxConcurrency || MOST_AT_ONCE) - childrenOf(execution, thread).filter(isRunning).length;
  for (let index = children.length; index < items.length && free > 0; index += 1, free -= 1) {
    const item = { Index: index, Value: items[index] };
    const first = groupOf(state, index)?.StartAt ?? "";
    const input = iterationInput(running, thread, state, item);
    record(execution, thread, "MapIterationStarted", now, { name: thread.state, index });
    begin(running, thread, { index, item, state: first, input });
  }
}

function iterationInput(running: Running, thread: Thread, state: MapState, item: NonNullable<Thread["item"]>): unknown {
  const template = state.ItemSelector ?? state.Parameters;
  if (template === undefined) return item.Value;
  const scope = scopeOf(running, { ...thread, item });
  return fillTemplate(template, { ...scope, data: selectInput(state, scope) }, running.world.uuid);
}

/** Goes on behind a Parallel or Map when all of its branches are done; true when it did. */
export function joinIfDone(running: Running, thread: Thread, state: ParallelState | MapState): boolean {
  const { execution, now, world } = running;
  const children = childrenOf(execution, thread);
  const wanted = state.Type === "Parallel" ? state.Branches.length : (thread.items?.length ?? 0);
  if (children.length < wanted || children.some(({ stage }) => stage !== "done")) return false;
  const result = children.map(({ output }) => output);
  checkSize(result, thread.state);
  const output = outputOf(state, scopeOf(running, thread), result, world.uuid);
  record(execution, thread, `${state.Type}StateSucceeded`, now);
  dropChildren(execution, thread);
  leave(running, thread, output, state.Next);
  return true;
}
