import { expect, test } from "vitest";
import type { Severity } from "./rule";
import { scoreOf, scoreOfPlaces } from "./score";

const place = (...severities: Severity[]) => ({
  openHoles: severities.map((severity) => ({ severity, isSuppressed: false })),
});
const accepted = (severity: Severity) => ({ openHoles: [{ severity, isSuppressed: true }] });

test("nothing checked has no score, not a perfect one", () => {
  expect(scoreOf(0, 0)).toBeNull();
  expect(scoreOfPlaces([]).score).toBeNull();
});

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

test("medium and low holes are counted but leave a place covered", () => {
  const score = scoreOfPlaces([place("medium", "low"), place(), place("high"), place("critical", "high")]);

  expect(score).toEqual({
    checkedCount: 4,
    coveredCount: 2,
    score: 50,
    counts: { critical: 1, high: 2, medium: 1, low: 1 },
  });
});

test("an accepted hole neither counts nor opens its place", () => {
  expect(scoreOfPlaces([accepted("critical"), place()])).toEqual({
    checkedCount: 2,
    coveredCount: 2,
    score: 100,
    counts: { critical: 0, high: 0, medium: 0, low: 0 },
  });
});
