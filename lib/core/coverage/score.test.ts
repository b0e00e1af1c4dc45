import { expect, test } from "vitest";
import { scoreOf } from "./score";

test("100 is shown only when not one place is open", () => {
  expect(scoreOf(2000, 1999)).toBe(99.9);
  expect(scoreOf(10_000_000, 9_999_999)).toBe(99.9);
  expect(scoreOf(3, 3)).toBe(100);
});

test("a score that is exact to one decimal is not rounded below itself", () => {
  const exact = Array.from({ length: 1001 }, (_, covered) => [
    scoreOf(1000, covered),
    Number((covered / 10).toFixed(1)),
  ]);

  for (const [score, expected] of exact) expect(score).toBe(expected);
});

test("nothing checked has no score, not a perfect one", () => {
  expect(scoreOf(0, 0)).toBeNull();
});
