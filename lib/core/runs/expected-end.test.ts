import { expect, test } from "vitest";
import { expectedEnd, type RunAhead } from "./expected-end";

const now = new Date("2026-11-21T10:00:00Z");
const run: RunAhead = {
  state: "running",
  isAllSent: false,
  waitingCount: 100,
  ratePerSecond: 10,
  startAfter: "2026-11-21T09:00:00Z",
  observeUntil: null,
  stagesToCome: 2,
  stageObservationSeconds: 60,
  observationSeconds: 300,
};

test.each<[string, Partial<RunAhead>, string | null]>([
  ["sends what is left, with its windows between and the last one", {}, "2026-11-21T10:07:10.000Z"],
  [
    "that is watched between two stages ends its window first",
    { state: "observing", observeUntil: "2026-11-21T10:00:30Z" },
    "2026-11-21T10:06:40.000Z",
  ],
  [
    "that has sent everything ends with its last window",
    { state: "observing", isAllSent: true, observeUntil: "2026-11-21T10:05:00Z" },
    "2026-11-21T10:05:00.000Z",
  ],
  [
    "that can be undone begins after that",
    { state: "waiting", startAfter: "2026-11-21T10:00:20Z" },
    "2026-11-21T10:07:30.000Z",
  ],
  ["of which nobody knows the rate has none", { ratePerSecond: null }, null],
  ["that is paused has none", { state: "paused" }, null],
])("the expected end of a run that %s", (_, more, expected) => {
  const end = expectedEnd({ ...run, ...more }, now);

  expect(end?.toISOString() ?? null).toBe(expected);
});
