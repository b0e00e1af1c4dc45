import { expect, test } from "vitest";
import { INCIDENTS } from "./incidents";
import { type Appointment, timetable } from "./timetable";

function first(count: number, seed: number): Appointment[] {
  const table = timetable(INCIDENTS, seed);
  return Array.from({ length: count }, () => table.next().value);
}

test("the same seed gives the same story", () => {
  expect(first(50, 7)).toEqual(first(50, 7));
  expect(first(50, 7)).not.toEqual(first(50, 8));
});

test("an hour sees about sixteen incidents, and each kind once before any comes again", () => {
  const round = first(INCIDENTS.length, 7);

  expect(new Set(round.map(({ incident }) => incident.name)).size).toBe(INCIDENTS.length);
  const seconds = round.reduce((sum, { afterSeconds }) => sum + afterSeconds, 0);
  expect(seconds / 60).toBeGreaterThan(45);
  expect(seconds / 60).toBeLessThan(80);
});
