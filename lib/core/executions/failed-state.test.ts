import { expect, test } from "vitest";
import { failedStateOf, type HistoryStep, isEnoughHistory } from "./failed-state";

const step = (id: number, previousId: number, type: string, state: string | null = null): HistoryStep => ({
  ...{ id, previousId, type, state },
});
const entered = (id: number, previousId: number, state: string) => step(id, previousId, "TaskStateEntered", state);
const exited = (id: number, previousId: number, state: string) => step(id, previousId, "TaskStateExited", state);
const history = (...steps: HistoryStep[]) => steps.toReversed();

test.each<[string, HistoryStep[], string | null]>([
  [
    "a task that failed",
    history(
      step(1, 0, "ExecutionStarted"),
      ...[entered(2, 1, "Reserve"), exited(3, 2, "Reserve"), entered(4, 3, "Charge"), step(5, 4, "TaskScheduled")],
      ...[step(6, 5, "TaskFailed"), step(7, 6, "ExecutionFailed")],
    ),
    "Charge",
  ],
  [
    "the branch that failed, not the parallel around it nor its sibling",
    history(
      ...[step(2, 1, "ParallelStateEntered", "Both"), step(3, 2, "ParallelStateStarted"), entered(4, 3, "Pack")],
      ...[entered(5, 3, "Bill"), step(6, 5, "TaskScheduled"), step(7, 6, "TaskFailed")],
      ...[step(8, 7, "ParallelStateFailed"), step(9, 8, "ExecutionFailed")],
    ),
    "Bill",
  ],
  [
    "one that was redriven and failed again in the state that it went on with",
    history(
      ...[entered(2, 1, "Charge"), step(3, 2, "TaskFailed"), step(4, 3, "ExecutionFailed")],
      ...[step(5, 4, "ExecutionRedriven"), step(6, 5, "TaskScheduled"), step(7, 6, "TaskFailed")],
      step(8, 7, "ExecutionFailed"),
    ),
    "Charge",
  ],
  [
    "one that timed out, whose end names no event before it",
    history(
      ...[entered(2, 1, "Reserve"), exited(3, 2, "Reserve"), entered(4, 3, "Wait"), exited(5, 4, "Wait")],
      ...[entered(6, 5, "Wait"), step(7, 0, "ExecutionTimedOut")],
    ),
    "Wait",
  ],
  ["one whose first events were not read", history(step(90, 88, "TaskFailed"), step(91, 90, "ExecutionFailed")), null],
  ["one that runs", history(entered(2, 1, "Charge")), null],
])("of %s it is known where it ended, or that nobody knows", (_, steps, expected) => {
  expect(failedStateOf(steps)).toBe(expected);
  expect(isEnoughHistory(steps)).toBe(expected !== null);
});
