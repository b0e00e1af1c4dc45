import { checkDepth } from "../language/state-data";
import type { Thread } from "./execution";
import { record } from "./history";
import { type Running, stateOf } from "./running";

/** Leaves the thread's state with this output, to the state `next` or, without one, to the end of the thread. Data that is too deep fails the state. */
export function leave(running: Running, thread: Thread, output: unknown, next: string | undefined): void {
  const { execution, now } = running;
  const { Type } = stateOf(running, thread);
  checkDepth(output, thread.state);
  record(execution, thread, `${Type}StateExited`, now, { name: thread.state, output });
  thread.retries = {};
  thread.hasEntered = false;
  thread.outcome = undefined;
  if (next === undefined) {
    thread.stage = "done";
    thread.output = output;
    return;
  }
  thread.state = next;
  thread.input = output;
  thread.stage = "enter";
}
