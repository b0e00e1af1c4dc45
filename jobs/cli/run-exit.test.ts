import { expect, test } from "vitest";
import type { Run } from "@/lib/contract/runs";
import { EXIT } from "./exit-codes";
import { exitOf, runLine } from "./run-exit";

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
  [
    "that replayed something before it was cancelled is partial",
    aRun({ state: "cancelled", replay: { lastReplayedAt: "2026-11-21T10:00:00Z" } as Run["replay"] }, { sent: 0 }),
    EXIT.partial,
  ],
  ["of which nobody knows the end is an error", aRun({ state: "interrupted" }), EXIT.error],
])("a run %s", (_, run, code) => {
  expect(exitOf(run)).toBe(code);
});

test("a run without single messages is told by what came of it", () => {
  const replay = aRun(
    { number: 7, stages: [], outcome: "Events until 12:04 were replayed.", reason: null },
    { selected: 0 },
  );

  expect(runLine(replay)).toBe("R-7 done: Events until 12:04 were replayed.");
});

test("why somebody paused a run steers no terminal and fakes no line", () => {
  const run = aRun({ number: 7, state: "paused", stages: [], reason: "\u001b[2Jcleared\nR-8 done" });
  expect(runLine(run)).not.toMatch(/[\p{Cc}]/u);
});
