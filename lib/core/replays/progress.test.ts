import { expect, test } from "vitest";
import { howFar, type ReplayedSoFar, replayProgress } from "./progress";

const hour = { from: "2026-11-21T12:00:00.000Z", until: "2026-11-21T13:00:00.000Z" };
const last = "2026-11-21T12:40:00.000Z";

test.each<[string, Omit<ReplayedSoFar, "from" | "until">, number | null, string]>([
  [
    "not begun",
    { state: "starting", lastReplayedAt: null },
    0,
    "Nothing of 2026-11-21 12:00–13:00 UTC has been replayed yet.",
  ],
  [
    "without a first event",
    { state: "running", lastReplayedAt: null },
    null,
    "Nothing of 2026-11-21 12:00–13:00 UTC has been replayed yet.",
  ],
  [
    "under way",
    { state: "running", lastReplayedAt: last },
    2 / 3,
    "Events until 12:40 of 2026-11-21 12:00–13:00 UTC were replayed so far.",
  ],
  [
    "cancelled on the way",
    { state: "cancelled", lastReplayedAt: last },
    2 / 3,
    "Events until 12:40 of 2026-11-21 12:00–13:00 UTC were replayed.",
  ],
  [
    "cancelled at once",
    { state: "cancelled", lastReplayedAt: null },
    null,
    "As far as EventBridge tells, no event of 2026-11-21 12:00–13:00 UTC was replayed.",
  ],
  [
    "complete, though its last minutes were empty",
    { state: "completed", lastReplayedAt: last },
    1,
    "EventBridge replayed the whole of 2026-11-21 12:00–13:00 UTC.",
  ],
])("a replay %s", (_, replay, progress, words) => {
  expect(replayProgress({ ...hour, ...replay })).toEqual(progress);
  expect(howFar({ ...hour, ...replay })).toBe(words);
});

test("a range over midnight names both days", () => {
  const night = { from: "2026-11-20T23:30:00.000Z", until: "2026-11-21T00:30:15.000Z" };

  expect(howFar({ ...night, state: "running", lastReplayedAt: "2026-11-21T00:10:00.000Z" })).toBe(
    "Events until 2026-11-21 00:10 of 2026-11-20 23:30 – 2026-11-21 00:30:15 UTC were replayed so far.",
  );
});
