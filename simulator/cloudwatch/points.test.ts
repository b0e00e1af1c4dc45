import { expect, test } from "vitest";
import { type Datum, gauge } from "./datum";
import { granularityMs, pointsOf } from "./points";

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 20, 12, 0);

const seriesOf = (data: readonly Datum[]) => (fromMs: number, toMs: number) =>
  data.filter(({ at }) => at >= fromMs && at < toMs);

test.each([
  ["minutes for 15 days", 14.9 * DAY, MINUTE],
  ["five minutes for 63 days", 15.1 * DAY, 5 * MINUTE],
  ["hours beyond", 64 * DAY, 60 * MINUTE],
])("CloudWatch keeps %s", (_, age, expected) => {
  expect(granularityMs(NOW - age, NOW)).toBe(expected);
});

test("StartTime is rounded down and included, EndTime is excluded", () => {
  const start = NOW - 10 * MINUTE;
  const series = seriesOf([0, 1, 2].map((minute) => gauge(start + minute * MINUTE, minute)));

  const points = pointsOf(series, "Maximum", MINUTE, { fromMs: start + 30_000, toMs: start + 2 * MINUTE }, NOW);

  expect(points).toEqual([
    { at: start, value: 0 },
    { at: start + MINUTE, value: 1 },
  ]);
});

test.each([
  ["Sum", 9],
  ["Average", 3],
  ["Minimum", 1],
  ["Maximum", 6],
  ["SampleCount", 3],
] as const)("five minutes make one %s of what they hold", (statistic, expected) => {
  const start = NOW - 10 * MINUTE;
  const series = seriesOf([gauge(start, 1), gauge(start + MINUTE, 2), gauge(start + 4 * MINUTE, 6)]);

  const points = pointsOf(series, statistic, 5 * MINUTE, { fromMs: start, toMs: NOW }, NOW);

  expect(points).toEqual([{ at: start, value: expected }]);
});

test("a period finer than what is kept for that age finds nothing", () => {
  const start = NOW - 20 * DAY;
  const window = { fromMs: start, toMs: NOW };

  expect(pointsOf(seriesOf([gauge(start, 1)]), "Sum", MINUTE, window, NOW)).toEqual([]);
  expect(pointsOf(seriesOf([gauge(start, 1)]), "Sum", 5 * MINUTE, window, NOW)).toHaveLength(1);
});
