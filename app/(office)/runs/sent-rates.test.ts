import { expect, test } from "vitest";
import { sentRates } from "./sent-rates";

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 3, 0, second)).toISOString();

test("a second without a send is 0, not unknown", () => {
  const rates = sentRates(
    [
      { at: at(10), count: 10 },
      { at: at(12), count: 4 },
    ],
    0,
    null,
  );

  expect(rates?.readings.slice(-4).map(({ value }) => value)).toEqual([10, 0, 4, 0]);
});

test("a run that has just begun shows no time that lies ahead", () => {
  const rates = sentRates([{ at: at(30), count: 1 }], Date.parse(at(32)), 0.5);

  expect(rates?.to).toBeLessThanOrEqual(Date.parse(at(32)) + (rates?.stepMs ?? 0));
  expect(rates?.readings.length).toBeGreaterThanOrEqual(8);
});

test("the sum of a long run stays the same however wide its steps are", () => {
  const points = Array.from({ length: 60 }, (_, minute) => ({
    at: new Date(Date.UTC(2026, 10, 24, 3, minute, 7)).toISOString(),
    count: 5,
  }));

  const rates = sentRates(points, 0, null);

  const sum = rates?.readings.reduce((total, { value }) => total + ((value ?? 0) * rates.stepMs) / 1000, 0);
  expect(rates?.readings.length).toBeLessThan(200);
  expect(sum).toBeCloseTo(300);
});

test("a run that sent nothing has no chart", () => {
  expect(sentRates([], 0, null)).toBeUndefined();
});

test("a run that keeps its rate in bursts of ten is not drawn above it", () => {
  const points = [0, 5, 10, 15].map((second) => ({ at: at(second), count: 10 }));

  const rates = sentRates(points, 0, 2);

  expect(Math.max(...(rates?.readings.map(({ value }) => value ?? 0) ?? []))).toBe(2);
});
