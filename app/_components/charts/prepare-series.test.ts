import { expect, test } from "vitest";
import { countTicks, gapsOf, joinSeries, maxOf, onGrid, timeTicks } from "./prepare-series";

const MINUTE = 60_000;
const start = Date.UTC(2026, 10, 24, 1, 0);

test("a time without a reading is a gap, not zero", () => {
  const series = onGrid(
    [
      { at: start, value: 4 },
      { at: start + 2 * MINUTE, value: 0 },
    ],
    start,
    start + 3 * MINUTE,
    MINUTE,
  );

  expect(series.map((reading) => reading.value)).toEqual([4, null, 0]);
});

test("a reading outside the window is left out", () => {
  const series = onGrid(
    [
      { at: start - MINUTE, value: 9 },
      { at: start + 9 * MINUTE, value: 9 },
    ],
    start,
    start + MINUTE,
    MINUTE,
  );

  expect(series).toEqual([{ at: start, value: null }]);
});

test("of two readings in one step the later one counts", () => {
  const series = onGrid(
    [
      { at: start, value: 1 },
      { at: start + 30_000, value: 2 },
    ],
    start,
    start + MINUTE,
    MINUTE,
  );

  expect(series[0]?.value).toBe(2);
});

test("neighbouring gaps become one band with its own start and end", () => {
  const series = [4, null, null, 2, null].map((value, index) => ({ at: start + index * MINUTE, value }));

  expect(gapsOf(series, MINUTE)).toEqual([
    { from: start + MINUTE, to: start + 3 * MINUTE },
    { from: start + 4 * MINUTE, to: start + 5 * MINUTE },
  ]);
});

test("several series share one row per time", () => {
  const rows = joinSeries({
    sent: [{ at: 2, value: 1 }],
    drained: [
      { at: 1, value: null },
      { at: 2, value: 5 },
    ],
  });

  expect(rows).toEqual([
    { at: 1, drained: null },
    { at: 2, sent: 1, drained: 5 },
  ]);
});

test("a series of gaps has no largest value", () => {
  expect([
    maxOf([{ at: 1, value: null }]),
    maxOf([
      { at: 1, value: 0 },
      { at: 2, value: 7 },
    ]),
  ]).toEqual([null, 7]);
});

test.each([
  [null, [0, 1]],
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [41, [0, 15, 30, 45]],
  [40, [0, 10, 20, 30, 40]],
  [1_204, [0, 400, 800, 1200, 1600]],
  [7, [0, 2, 4, 6, 8]],
])("counts up to %s are read off at %s", (max, ticks) => {
  const found = countTicks(max);

  expect(found.at(0)).toBe(0);
  expect(found.at(-1)).toBeGreaterThanOrEqual(max ?? 1);
  expect(found.length).toBeLessThanOrEqual(5);
  if (max !== null && max > 2) expect(found).toEqual(ticks);
});

test("times on the axis are round for a reader in a half-hour zone", () => {
  const india = 5.5 * 60 * MINUTE;

  const ticks = timeTicks(start, start + 180 * MINUTE, 6, india);

  expect(ticks.length).toBeLessThanOrEqual(6);
  expect(ticks.every((at) => (at + india) % (30 * MINUTE) === 0)).toBe(true);
});
