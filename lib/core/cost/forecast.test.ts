import { expect, test } from "vitest";
import { forecastMonth } from "./forecast";

const now = new Date("2026-11-21T00:00:00Z");
const soFar = { low: 10, high: 20 };

test("the rest of a month goes on at the pace of the last whole days", () => {
  expect(forecastMonth("2026-11", now, soFar, { usd: { low: 7, high: 14 }, dayCount: 7 })).toEqual({
    usd: { low: 20, high: 40 },
    basis: "The month so far, and its rest at the pace of the last 7 whole days.",
  });
});

test("less than a whole day is no pace, and a month that is over has no forecast", () => {
  expect(forecastMonth("2026-11", now, soFar, { usd: null, dayCount: 0 }).usd).toBeNull();
  expect(forecastMonth("2026-10", now, soFar, { usd: soFar, dayCount: 7 }).usd).toBeNull();
});
