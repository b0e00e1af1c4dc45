import { expect, test } from "vitest";
import { backOffSeconds, gapSeconds } from "./back-off";

test.each([
  [1, 5],
  [2, 10],
  [3, 20],
  [7, 320],
  [8, 600],
  [5000, 600],
])("after %i failures in a row the wait is spread over all of %i seconds", (failures, limit) => {
  expect(backOffSeconds({ failures, chance: 0 })).toBe(1);
  expect(backOffSeconds({ failures, chance: 0.5 })).toBe(limit / 2);
  expect(backOffSeconds({ failures, chance: 0.999 })).toBeLessThan(limit);
});

test("nothing new is held back for more than a minute by a channel that fails", () => {
  expect([1, 2, 3, 4, 5, 400].map((failures) => gapSeconds({ failures, chance: 0 }))).toEqual([5, 10, 20, 40, 60, 60]);
});

test("what the other side asks for is kept, but nobody silences us for more than a day", () => {
  expect(backOffSeconds({ failures: 1, chance: 0.2, retryAfterSeconds: 120 })).toBe(120);
  expect(gapSeconds({ failures: 9, chance: 0.2, retryAfterSeconds: 120 })).toBe(120);
  expect(gapSeconds({ failures: 1, chance: 0.2, retryAfterSeconds: 999_999_999 })).toBe(86_400);
  expect(backOffSeconds({ failures: 1, chance: 0.8, retryAfterSeconds: -5 })).toBe(4);
});
