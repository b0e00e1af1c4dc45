import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs";
import { EXIT } from "./exit-codes";
import { exitOf } from "./run-exit";

const counters = { selected: 10, sent: 10, returned: 0 };
const aRun = (run: Partial<Omit<Run, "counters">>, counts: Partial<Run["counters"]> = {}) =>
  ({ state: "done", pausedBy: null, ...run, counters: { ...counters, ...counts } }) as Run;

test.each<[string, Run, number | undefined]>([
  ["that still goes on is waited for", aRun({ state: "running" }), undefined],
  ["that is watched is waited for", aRun({ state: "observing" }), undefined],
  ["of which all stayed away is done", aRun({}), EXIT.done],
  ["of which some came back is partial", aRun({}, { returned: 1 }), EXIT.partial],
  ["of which some were not sent is partial", aRun({}, { sent: 9 }), EXIT.partial],
  ["that took a whole queue is done", aRun({}, { selected: 0, sent: 0 }), EXIT.done],
  ["that paused by itself says so", aRun({ state: "paused", pausedBy: "returns" }), EXIT.autoPaused],
  ["that somebody paused is an error", aRun({ state: "paused", pausedBy: "person" }), EXIT.error],
  ["that was cancelled half-way is partial", aRun({ state: "cancelled" }, { sent: 3 }), EXIT.partial],
  ["that was taken back is an error", aRun({ state: "cancelled" }, { sent: 0 }), EXIT.error],
  ["of which nobody knows the end is an error", aRun({ state: "interrupted" }), EXIT.error],
])("a run %s", (_, run, code) => {
  expect(exitOf(run)).toBe(code);
});
