import { expect, test } from "vitest";
import { type ClassObservation, type ClassState, classStateAfter } from "./class-status";

const hour = (hours: number) => new Date(Date.UTC(2025, 5, 1, hours));
const arrival = (hours: number, isBacklog = false): ClassObservation => ({
  kind: "arrival",
  at: hour(hours),
  isBacklog,
});
const counted = (hours: number, waitingCount: number): ClassObservation => ({
  kind: "counted",
  at: hour(hours),
  waitingCount,
});

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
  ["a resolved class that arrives again is ongoing", [arrival(0), counted(7, 0), arrival(8)], "ongoing"],
  ["a resolved class found by a first scan is backlog", [arrival(0), counted(7, 0), arrival(8, true)], "backlog"],
  ["an old arrival told late does not reopen", [arrival(5), counted(12, 0), arrival(4)], "resolved"],
])("%s", (_, seen, status) => {
  const state = seen.reduce<ClassState | undefined>((before, next) => classStateAfter(before, next), undefined);

  expect(state?.status).toBe(status);
});

test("an observation told twice changes nothing the second time", () => {
  const once = classStateAfter(classStateAfter(undefined, arrival(0)), arrival(25));

  expect(classStateAfter(once, arrival(25))).toBe(once);
});

test("since is when the status began", () => {
  const state = [arrival(0), arrival(25), arrival(30)].reduce<ClassState | undefined>(
    (before, next) => classStateAfter(before, next),
    undefined,
  );

  expect(state).toEqual({ status: "ongoing", since: hour(25), firstSeenAt: hour(0), lastArrivalAt: hour(30) });
});

test("how long quiet is can be chosen", () => {
  const state = classStateAfter(undefined, arrival(0));

  expect(classStateAfter(state, counted(1, 0), 3600)?.status).toBe("resolved");
});
