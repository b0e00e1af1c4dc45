import { expect, test } from "vitest";
import { hasGaps, isBlank } from "@/app/_components/charts/chart-window";
import { ageUnit, chartWindow } from "./chart-readings";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 3, minute)).toISOString();
const nothing = {
  visible: null,
  inFlight: null,
  delayed: null,
  ageSeconds: null,
  sent: null,
  received: null,
  deleted: null,
};
const series = (...visible: (number | null)[]) => ({
  widthSeconds: 300,
  points: visible.map((count, index) => ({ ...nothing, at: at(index * 5), visible: count })),
});

test("the steps that are still filling are no gap", () => {
  const window = chartWindow(series(1, 2, null, null), ["visible"]);

  expect(window.to).toBe(Date.parse(at(10)));
  expect(hasGaps(window)).toBe(false);
});

test("a silence longer than CloudWatch's delay is a gap", () => {
  expect(hasGaps(chartWindow(series(1, 2, null, null, null), ["visible"]))).toBe(true);
});

test("a hole between readings stays a hole, never 0", () => {
  const window = chartWindow(series(1, null, 2), ["visible"]);

  expect(window.readings.visible?.map(({ value }) => value)).toEqual([1, null, 2]);
  expect(hasGaps(window)).toBe(true);
});

test("where one field is known nobody was blind", () => {
  expect(hasGaps(chartWindow(series(1, 2, 3), ["visible", "inFlight"]))).toBe(false);
});

test("nothing known at all is blank", () => {
  expect(isBlank(chartWindow(series(null, null, null), ["visible"]))).toBe(true);
});

test.each([
  [120, "minutes"],
  [4 * 3600, "hours"],
  [9 * 86_400, "days"],
])("an age of %i seconds is drawn in %s", (seconds, name) => {
  expect(ageUnit(seconds).name).toBe(name);
});
