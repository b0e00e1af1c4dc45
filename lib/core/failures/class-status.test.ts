import { expect, test } from "vitest";
import { type ClassObservation, type ClassState, classStateAfter } from "./class-status";

const hour = (hours: number) => new Date(Date.UTC(2025, 5, 1, 0, hours * 60));
const arrival = (hours: number, isBacklog = false): ClassObservation => ({
  kind: "arrival",
  at: hour(hours),
  isBacklog,
});
const counted = (hours: number, waitingCount: number, runName: string | null = null): ClassObservation => ({
  kind: "counted",
  at: hour(hours),
  waitingCount,
  runName,
});
/** Still waiting, and this many in the last hour after a day of none. */
const paced = (hours: number, lastHourCount: number): ClassObservation => ({
  kind: "counted",
  at: hour(hours),
  waitingCount: 1,
  pace: { lastHourCount, earlierHourCounts: Array.from({ length: 24 }, () => 0) },
});
const after = (seen: readonly ClassObservation[]) =>
  seen.reduce<ClassState | undefined>((before, next) => classStateAfter(before, next), undefined);

test.each<[string, ClassObservation[], ClassState["status"] | undefined]>([
  ["a count before any arrival is no class", [counted(0, 0)], undefined],
  ["a first arrival is new", [arrival(0)], "new"],
  ["what the first scan finds is backlog", [arrival(0, true)], "backlog"],
  ["more of a new class within a day is still new", [arrival(0), arrival(5)], "new"],
  ["a class that arrives after a day is ongoing", [arrival(0), arrival(25)], "ongoing"],
  ["a class that still waits after a day is ongoing", [arrival(0), counted(25, 3)], "ongoing"],
  ["more backlog stays backlog", [arrival(0, true), arrival(1, true)], "backlog"],
  ["backlog that still arrives is ongoing, and never new", [arrival(0, true), arrival(1)], "ongoing"],
  ["backlog that waits stays backlog", [arrival(0, true), counted(100, 3)], "backlog"],
  ["gone but not yet quiet is not resolved", [arrival(0), counted(1, 0)], "new"],
  ["gone and quiet is resolved", [arrival(0), counted(7, 0)], "resolved"],
  ["backlog that is gone is resolved", [arrival(0, true), counted(7, 0)], "resolved"],
  ["quiet but still waiting is not resolved", [arrival(0), counted(7, 1)], "new"],
  ["a resolved class that arrives again is regressed", [arrival(0), counted(7, 0), arrival(8)], "regressed"],
  [
    "backlog that was resolved and arrives again is regressed",
    [arrival(0, true), counted(7, 0), arrival(8)],
    "regressed",
  ],
  ["more of a regressed class leaves it regressed", [arrival(0), counted(7, 0), arrival(8), arrival(9)], "regressed"],
  ["a regression is ongoing after a day", [arrival(0), counted(7, 0), arrival(8), counted(32, 1)], "ongoing"],
  ["a regression that goes away is resolved", [arrival(0), counted(7, 0), arrival(8), counted(15, 0)], "resolved"],
  ["a class above its forecast escalates", [arrival(0), paced(25, 21)], "escalating"],
  ["a new class above its forecast escalates", [arrival(0), paced(8, 21)], "escalating"],
  ["a class at its forecast does not", [arrival(0), paced(25, 20)], "ongoing"],
  ["backlog never escalates", [arrival(0, true), paced(25, 500)], "backlog"],
  ["backlog that still arrives may", [arrival(0, true), arrival(24), paced(25, 500)], "escalating"],
  ["an escalation with one calm hour is still one", [arrival(0), paced(25, 21), paced(26, 0)], "escalating"],
  ["two calm hours end it", [arrival(0), paced(25, 21), paced(26, 0), paced(27, 0)], "ongoing"],
  [
    "each high hour begins the two calm ones anew",
    [arrival(0), paced(25, 21), paced(26, 21), paced(27, 0)],
    "escalating",
  ],
  ["an unknown pace starts no escalation", [arrival(0), counted(25, 500)], "ongoing"],
  ["more arrivals do not end an escalation", [arrival(0), paced(25, 21), arrival(25.5)], "escalating"],
  ["an escalation that is gone and quiet is resolved", [arrival(0), paced(25, 21), counted(31, 0)], "resolved"],
  [
    "what comes back within an hour is the regression",
    [arrival(0), counted(7, 0), arrival(8), paced(8.5, 500)],
    "regressed",
  ],
  ["a regression that goes on growing escalates", [arrival(0), counted(7, 0), arrival(8), paced(9, 500)], "escalating"],
  ["a resolved class found by a first scan is backlog", [arrival(0), counted(7, 0), arrival(8, true)], "backlog"],
  ["an old arrival told late does not reopen", [arrival(5), counted(12, 0), arrival(4)], "resolved"],
])("%s", (_, seen, status) => {
  expect(after(seen)?.status).toBe(status);
});

test("an observation told twice changes nothing the second time", () => {
  const once = classStateAfter(classStateAfter(undefined, arrival(0)), arrival(25));

  expect(classStateAfter(once, arrival(25))).toBe(once);
});

test("since is when the status began", () => {
  expect(after([arrival(0), arrival(25), arrival(30)])).toMatchObject({
    status: "ongoing",
    since: hour(25),
    firstSeenAt: hour(0),
    lastArrivalAt: hour(30),
  });
});

test("a regression says when it was resolved and after which run", () => {
  const byRun = after([arrival(0), counted(7, 0, "R-12"), arrival(8)]);
  const byItself = after([arrival(0), counted(7, 0), arrival(8)]);

  expect(byRun?.reason).toBe("was resolved 2025-06-01 07:00 UTC after R-12; messages arrive again");
  expect(byItself?.reason).toBe("was resolved 2025-06-01 07:00 UTC without a run of ours; messages arrive again");
});

test("an escalation keeps the reason for which it began", () => {
  const state = after([arrival(0), paced(25, 21), paced(26, 400)]);

  expect(state?.reason).toContain("21 arrived in the last hour");
  expect(state?.highAt).toEqual(hour(26));
});

test("how long quiet is can be chosen", () => {
  const state = classStateAfter(undefined, arrival(0));

  expect(classStateAfter(state, counted(1, 0), 3600)?.status).toBe("resolved");
});
