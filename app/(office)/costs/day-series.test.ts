import { expect, test } from "vitest";
import { dayGaps, dayRows, describeDays, usdTicks } from "./day-series";

const NOON = (day: number) => Date.UTC(2026, 10, day, 12);
const days = [
  { day: "2026-11-01", usd: { low: 1, high: 3 }, failureTax: { low: 0.1, high: 0.2 } },
  { day: "2026-11-02", usd: null, failureTax: null },
  { day: "2026-11-04", usd: { low: 2, high: 2 }, failureTax: { low: 0, high: 0 } },
];

test("a bar is its sure part and what may come on top; a day that nobody measured is a hole, not 0", () => {
  const rows = dayRows(days, "2026-11");

  expect(rows).toEqual([
    { at: NOON(1), low: 1, more: 2, tax: 0.2 },
    { at: NOON(2), low: null, more: null, tax: null },
    { at: NOON(3), low: null, more: null, tax: null },
    { at: NOON(4), low: 2, more: 0, tax: 0 },
  ]);
  expect(dayGaps(rows)).toEqual([{ from: Date.UTC(2026, 10, 2), to: Date.UTC(2026, 10, 4) }]);
});

test("a month begins with its first day, also where nothing was told of that", () => {
  const rows = dayRows(days.slice(2), "2026-11");

  expect(rows.map(({ low }) => low)).toEqual([null, null, null, 2]);
});

test.each([
  [0.0031, 0.004],
  [0.42, 0.5],
  [7, 8],
  [960, 1000],
])("a dearest day of %s dollars has ticks up to about that", (high, most) => {
  const top = usdTicks(dayRows([{ day: "2026-11-01", usd: { low: 0, high } }], "2026-11")).at(-1) ?? 0;

  expect(top).toBeGreaterThanOrEqual(high);
  expect(top).toBeLessThanOrEqual(most);
});

test("the chart is told in words: the dearest day, and how many nobody measured", () => {
  expect(describeDays(days, "2026-11")).toBe("2 days. Dearest 1 Nov: $1.00–$3.00. 2 days not measured.");
  expect(describeDays([], "2026-11")).toBe("Nothing was measured.");
});
