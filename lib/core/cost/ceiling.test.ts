import { describe, expect, test } from "vitest";
import {
  ceilingSentence,
  ceilingSentenceForPart,
  isReachable,
  MOST_SLOWDOWN,
  type Slowdown,
  slowdownOf,
  usdAt,
} from "./ceiling";

const pace = (fixedUsd: number, slowableUsd: number) => ({ fixedUsd, slowableUsd });

/** Numbers that look random and are the same each time. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state / 2_147_483_648;
  }
}
const chance = numbers(7);
const between = (low: number, high: number) => low + (high - low) * chance.next().value;
const CASES = Array.from({ length: 500 }, () => ({
  of: pace(between(0, 60), between(0, 200)),
  ceiling: between(1, 120),
}));

test("without a ceiling nothing is slowed, whatever it costs", () => {
  expect(slowdownOf(pace(10, 1_000), null, 8)).toBe(1);
});

test("what costs less than the ceiling keeps its own pace", () => {
  expect(slowdownOf(pace(5, 20), 30)).toBe(1);
});

test("under every ceiling that can be kept, one step is enough to be under it", () => {
  for (const { of, ceiling } of CASES.filter(({ of, ceiling }) => isReachable(of, ceiling)))
    expect(usdAt(of, slowdownOf(of, ceiling))).toBeLessThanOrEqual(ceiling);
});

test("where the ceiling cannot be kept everything that can wait waits as long as it may, and no longer", () => {
  const beyond = CASES.filter(({ of, ceiling }) => !isReachable(of, ceiling));
  expect(beyond.length).toBeGreaterThan(50);
  for (const { of, ceiling } of beyond) expect(slowdownOf(of, ceiling)).toBe(MOST_SLOWDOWN);
});

test("it is never faster than its own pace and never slower than an eighth of it", () => {
  for (const { of, ceiling } of CASES)
    for (const current of [1, 3, 8]) {
      expect(slowdownOf(of, ceiling, current)).toBeGreaterThanOrEqual(1);
      expect(slowdownOf(of, ceiling, current)).toBeLessThanOrEqual(MOST_SLOWDOWN);
    }
});

test("a lower ceiling never makes it faster", () => {
  for (const { of, ceiling } of CASES)
    expect(slowdownOf(of, ceiling / 2)).toBeGreaterThanOrEqual(slowdownOf(of, ceiling));
});

test("a pace that wanders by a twentieth changes nothing once it has settled", () => {
  for (const { of, ceiling } of CASES.filter(({ of, ceiling }) => of.fixedUsd < ceiling / 4)) {
    let slowdown = slowdownOf(of, ceiling);
    const settled: number[] = [];
    for (let minute = 0; minute < 200; minute += 1) {
      const seen = pace(of.fixedUsd, of.slowableUsd * between(0.95, 1.05));
      slowdown = slowdownOf(seen, ceiling, slowdown);
      if (minute >= 20) settled.push(slowdown);
    }
    expect(new Set(settled).size).toBeLessThanOrEqual(2);
  }
});

test("when there is room again it goes back to its own pace", () => {
  expect(slowdownOf(pace(0, 20), 100, 6)).toBe(1);
});

describe("what the ceiling does is said in words", () => {
  const kept = (more: Partial<Slowdown>): Slowdown => ({
    ceilingUsdPerMonth: 20,
    slowdown: 1,
    basis: "measured",
    pace: pace(2, 10),
    judgedAt: "2026-11-21T00:00:00.000Z",
    ...more,
  });

  test.each([
    ["none is set", kept({}), null, /^No ceiling is set/],
    ["nobody has seen it yet", kept({ ceilingUsdPerMonth: null }), 20, /within a minute/],
    ["nothing is known yet", kept({ pace: null, basis: "unknown" }), 20, /not known yet, so nothing is slowed/],
    ["it is kept anyhow", kept({}), 20, /costs about \$12/],
    [
      "it slows",
      kept({ pace: pace(2, 48), slowdown: 3 }),
      20,
      /3 times as seldom.*\$50 a month; so it costs about \$18/,
    ],
    [
      "it cannot be kept",
      kept({ pace: pace(25, 48), slowdown: 8 }),
      20,
      /^Cannot get under.*never slowed down costs \$25/,
    ],
  ] as const)("when %s", (_, state, asked, words) => {
    expect(ceilingSentence(state, asked)).toMatch(words);
  });
});

test("who sees some accounts is told what the ceiling does, and not what all of them cost", () => {
  const kept = { ceilingUsdPerMonth: 50, slowdown: 2, basis: "measured", pace: pace(20, 60), judgedAt: "" } as const;

  expect(ceilingSentenceForPart(kept, 50)).toBe(
    "What can wait is asked for 2 times as seldom; the ceiling of $50 a month is for all accounts together, of which you see some.",
  );
  expect(ceilingSentenceForPart({ ...kept, slowdown: 1 }, 50)).not.toContain("80");
});
