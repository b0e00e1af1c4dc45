import { expect, test } from "vitest";
import { isDue, toldUntil, type WatchActivity } from "./cadence";

const now = new Date("2026-11-21T12:00:00Z");
const ago = (minutes: number | null) => (minutes === null ? null : new Date(now.getTime() - minutes * 60_000));

test.each<[string, number | null, number | null, WatchActivity, boolean]>([
  ["what was never read is read at once", null, null, "silent", true],
  ["what loses is read every five minutes", 5, 30, "not-asked", true],
  ["what had a datapoint is read every ten", 10, null, "active", true],
  ["and not every five", 5, null, "active", false],
  ["what is silent is left alone for hours", 300, null, "silent", false],
  ["but not for ever", 360, null, "silent", true],
  ["what lost something this morning and is silent since is left alone too", 30, 300, "silent", false],
  ["without ListMetrics each is read every hour", 60, null, "unknown", true],
  ["and no more often", 50, null, "unknown", false],
  ["a turn in which nobody asked adds no reading", 600, null, "not-asked", false],
])("%s", (_, readMinutesAgo, lostMinutesAgo, activity, due) => {
  expect(isDue({ readAt: ago(readMinutesAgo), lostAt: ago(lostMinutesAgo), activity }, now)).toBe(due);
});

test("the newest minutes are not told yet, and the rest in whole buckets", () => {
  expect(toldUntil(new Date("2026-11-21T12:06:59Z"))).toEqual(new Date("2026-11-21T12:00:00Z"));
});
