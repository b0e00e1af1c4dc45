import { expect, test } from "vitest";
import { usualGapSeconds } from "./usual-gap";

const hours = (...at: number[]) => at.map((hour) => new Date(hour * 3_600_000));

test.each([
  ["every hour", hours(1, 2, 3, 4), 3600],
  ["once a day, and one busy day", hours(0, 24, 48, 49, 72, 96), 86_400],
  ["told in no order and twice", hours(9, 3, 3, 6), 10_800],
  ["an even number of gaps", hours(0, 2, 6), 10_800],
])("%s", (_, seen, seconds) => {
  expect(usualGapSeconds(seen)).toBe(seconds);
});

test("two hours with matches are no rhythm", () => {
  expect(usualGapSeconds(hours(1, 5))).toBeNull();
});
