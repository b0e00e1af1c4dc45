import { expect, test } from "vitest";
import { nextLookAt, nowStatusOf } from "./now-status";
import { type KnownExecution, redrivabilityOf } from "./redrivability";

const NOW = new Date("2026-11-21T12:00:00.000Z");
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000);
const known = (more: Partial<KnownExecution>): KnownExecution => ({
  ...{ stoppedAt: daysAgo(1), nowStatus: "failed", redriveStatus: "REDRIVABLE", redriveReason: null },
  ...more,
});

test.each<[string, Partial<KnownExecution>, boolean | null, RegExp | null]>([
  ["one that Step Functions would redrive", {}, true, null],
  ["one of a minute too many", { stoppedAt: daysAgo(14.001) }, false, /14 days.*same input/],
  ["one that nobody asked about", { redriveStatus: null }, null, /not asked yet/],
  [
    "one with too long a history",
    { redriveStatus: "NOT_REDRIVABLE", redriveReason: "Execution history event limit exceeded." },
    false,
    /event limit exceeded/,
  ],
  ["one of a map run", { redriveStatus: "REDRIVABLE_BY_MAP_RUN" }, false, /redrive the execution that started the map/],
  ["one that runs again", { nowStatus: "running-again" }, false, /runs again/],
  ["one that somebody mended", { nowStatus: "succeeded-after-redrive" }, false, /succeeded/],
  ["one that failed again", { nowStatus: "failed-again" }, false, /stands for itself/],
  ["one that is gone", { nowStatus: "forgotten" }, false, /does not know it/],
])("%s: whether it can be redriven, and why not", (_, more, isRedrivable, why) => {
  const told = redrivabilityOf(known(more), NOW);

  expect(told.isRedrivable).toBe(isRedrivable);
  if (why) expect(told.why).toMatch(why);
  else expect(told.why).toBeNull();
});

test.each([
  ["stands as it ended", { status: "FAILED", stoppedAt: daysAgo(1) }, "failed"],
  ["is told as it was before, by a late answer", { status: "FAILED", stoppedAt: daysAgo(2) }, "failed"],
  ["runs again", { status: "RUNNING", stoppedAt: null }, "running-again"],
  ["waits for its redrive in a map run", { status: "PENDING_REDRIVE", stoppedAt: null }, "running-again"],
  ["succeeded", { status: "SUCCEEDED", stoppedAt: daysAgo(0.5) }, "succeeded-after-redrive"],
  ["was stopped by somebody after a redrive", { status: "ABORTED", stoppedAt: daysAgo(0.5) }, "failed-again"],
  ["is forgotten", undefined, "forgotten"],
] as const)("an execution that %s", (_, now, expected) => {
  expect(nowStatusOf(daysAgo(1), now)).toBe(expected);
});

test.each([
  ["just failed", "failed", 0.01, 5],
  ["failed today", "failed", 0.5, 60],
  ["failed last week", "failed", 7, 360],
  ["cannot be redriven any more", "failed", 15, null],
  ["runs again, however old it is", "running-again", 15, 5],
  ["succeeded", "succeeded-after-redrive", 1, null],
] as const)("one that %s is looked at again in its time, or never", (_, status, days, minutes) => {
  const next = nextLookAt(status, daysAgo(days), NOW);

  expect(next && (next.getTime() - NOW.getTime()) / 60_000).toBe(minutes);
});
