import fc from "fast-check";
import { expect, test } from "vitest";
import { ageOfQueue } from "./age-of-queue";
import { FAST_BURN, reckonBudget, SLOW_BURN } from "./budget";
import { defaultObjective } from "./default-objective";
import { deliveredOfFigures } from "./delivered-of-figures";
import { type DeadLetterPlace, deliveredOfQueue, type QueueCounts } from "./delivered-of-queue";
import { notMeasurable } from "./hop-slo";
import { sloBriefOf } from "./slo-brief";
import { SPANS, type Span, type Sums, spanStarts } from "./tally";
import { UNMEASURABLE, whyFunctionIsNot } from "./unmeasurable-hops";

const NOW = new Date("2026-11-21T12:34:56Z");
const HOP = { arn: "arn:aws:sqs:eu-central-1:111111111111:orders", name: "orders" };
const PLACE: DeadLetterPlace = { name: "orders-dlq", isRead: true, isIndexed: true, sourceCount: 1 };
const OBJECTIVE = defaultObjective("1");
const all = (value: number | null): Sums =>
  Object.fromEntries(SPANS.map((span) => [span, value])) as Record<Span, number | null>;
const per = (whole: number, sixHours = 0, hour = 0, halfHour = 0, fiveMinutes = 0): Sums => ({
  whole,
  sixHours,
  hour,
  halfHour,
  fiveMinutes,
});
const counts = (more: Partial<QueueCounts> = {}): QueueCounts => ({
  deleted: per(100_000, 1_000, 160, 80, 14),
  arrived: all(0),
  grown: all(null),
  ownSent: all(0),
  ownReturned: all(0),
  coveredShare: 1,
  ...more,
});
const queueHop = (more: Partial<QueueCounts> = {}, place: DeadLetterPlace | null = PLACE) =>
  deliveredOfQueue(HOP, place, counts(more), OBJECTIVE, NOW);
const STATES = ["met", "at-risk", "breached"];

test.each([
  ["nothing failed", per(0), { state: "met", burn: "none", left: 1 }],
  ["half of the budget is gone", per(50), { state: "met", burn: "none", left: 0.5 }],
  ["less than a quarter is left", per(80), { state: "at-risk", burn: "none", left: 0.2 }],
  ["all of it is gone", per(300), { state: "breached", burn: "none", left: -2 }],
  ["it burns slowly", per(20, 20, 2, 2, 0), { state: "at-risk", burn: "slow", left: 0.8 }],
  ["it burns fast", per(20, 20, 20, 10, 5), { state: "at-risk", burn: "fast", left: 0.8 }],
  ["it burnt fast until five minutes ago", per(20, 20, 20, 10, 0), { state: "at-risk", burn: "slow", left: 0.8 }],
  ["it burnt and is over", per(20, 20, 0, 0, 0), { state: "met", burn: "none", left: 0.8 }],
])("where %s, the pipeline says so", (_, arrived, expected) => {
  const hop = queueHop({ arrived });
  const brief = sloBriefOf([hop]);

  expect({ state: brief.state, burn: brief.burn }).toEqual({ state: expected.state, burn: expected.burn });
  expect(brief.budgetLeft).toBeCloseTo(expected.left, 1);
  expect(brief.sentence).toContain("orders");
});

test("one failure among few messages is no fire", () => {
  const quiet = { deleted: per(200, 5, 2, 1, 0), arrived: per(1, 1, 1, 1, 1) };

  const hop = queueHop(quiet);

  expect(hop.budget?.burnFast).toBeGreaterThan(FAST_BURN);
  expect(hop.budget?.burn).toBe("none");
  expect(queueHop({ deleted: per(50), arrived: per(1) }).confidence).toBe("weak");
});

test("what we gave back ourselves neither helps nor hurts", () => {
  const before = queueHop({ arrived: per(40) });
  const after = queueHop({
    deleted: per(100_000 + 25, 1_000),
    arrived: per(40 + 15),
    ownSent: per(40),
    ownReturned: per(15),
  });

  expect(after).toMatchObject({ goodCount: before.goodCount, badCount: before.badCount, ownCount: 40 });
  expect(after.value).toBe(before.value);
});

test.each([
  ["no dead-letter queue", null, {}, "no dead-letter queue"],
  ["a dead-letter queue that is not read", { ...PLACE, isRead: false }, {}, "not read"],
  ["a shared one that is not indexed", { ...PLACE, isIndexed: false, sourceCount: 3 }, {}, "not known"],
  ["nothing that came in", PLACE, { deleted: per(0), arrived: per(0) }, "Nothing was taken"],
  [
    "nothing that CloudWatch told of what was taken",
    PLACE,
    { deleted: all(null), arrived: per(7) },
    "no share follows",
  ],
])("a queue with %s is not measurable, and says why", (_, place, more, reason) => {
  const hop = queueHop(more, place);

  expect(hop).toMatchObject({ isMeasurable: false, value: null, budget: null, goodCount: null });
  expect(hop.reason).toContain(reason);
  expect(sloBriefOf([hop]).state).toBe("not-measurable");
});

test("growth of a dead-letter queue that nobody indexes is the least that failed, and weak", () => {
  const hop = queueHop({ grown: per(12) }, { ...PLACE, isIndexed: false });

  expect(hop).toMatchObject({ badCount: 12, confidence: "weak" });
  expect(hop.confidenceWhy).toContain("the least that can have failed");
});

test("a queue that was seen empty is young enough; a time in which nobody looked is not covered", () => {
  const idle = ageOfQueue(HOP, { good: per(4_320), bad: all(null), idleCount: 4_320 }, OBJECTIVE, true, NOW);
  const blind = ageOfQueue(HOP, { good: all(null), bad: all(null), idleCount: 0 }, OBJECTIVE, true, NOW);

  expect(idle).toMatchObject({ isMeasurable: true, value: 1, confidence: "fair", budget: { coveredShare: 0.5 } });
  expect(idle.confidenceWhy).toContain("seen empty");
  expect(blind).toMatchObject({ isMeasurable: false, value: null });
});

test("hours in which messages waited too long burn the budget of the age", () => {
  const hop = ageOfQueue(
    HOP,
    { good: per(8_600, 40, 2, 0, 0), bad: per(40, 32, 10, 6, 2), idleCount: 0 },
    OBJECTIVE,
    true,
    NOW,
  );

  expect(hop).toMatchObject({ goodCount: 8_600, badCount: 40, budget: { burn: "fast" } });
  expect(hop.budget?.left).toBeCloseTo(1 - 40 / 8_640 / 0.01, 5);
});

test.each([
  ["a function of a queue", { takesFromQueue: true, takesFromStream: false, hasDeadLetters: true }, "goes back there"],
  ["a function of a stream", { takesFromQueue: false, takesFromStream: true, hasDeadLetters: true }, "stream"],
  [
    "one without a place for what fails",
    { takesFromQueue: false, takesFromStream: false, hasDeadLetters: false },
    "no trace",
  ],
])("errors of %s are tries, not losses", (_, facts, reason) => {
  expect(whyFunctionIsNot(facts)).toContain(reason);
  expect(whyFunctionIsNot(facts)).toContain("tries, not losses");
});

test("a function that is invoked without waiting is measured by its dead letters", () => {
  expect(whyFunctionIsNot({ takesFromQueue: false, takesFromStream: false, hasDeadLetters: true })).toBeNull();
  const told = { good: per(990, 90), bad: per(10, 1), coveredShare: 1 };

  expect(deliveredOfFigures("function", HOP, told, OBJECTIVE, NOW)).toMatchObject({ value: 0.99, badCount: 10 });
  expect(deliveredOfFigures("function", HOP, { ...told, good: all(null) }, OBJECTIVE, NOW).isMeasurable).toBe(false);
});

test("a rule of which everything failed is measurable though nothing succeeded", () => {
  const told = { good: all(null), bad: per(30, 30, 30, 30, 30), coveredShare: 0.9 };

  const hop = deliveredOfFigures("rule", HOP, told, OBJECTIVE, NOW);

  expect(hop).toMatchObject({ value: 0, badCount: 30, confidence: "weak", budget: { burn: "fast" } });
});

test("subscriptions are not measurable one by one", () => {
  expect(UNMEASURABLE.subscription).toContain("by topic");
});

test("a pipeline does as its worst hop, and what is not measurable hides none", () => {
  const blind = notMeasurable(HOP, "delivered", 0.999, "Nobody looks.");
  const good = queueHop();
  const bad = deliveredOfQueue({ ...HOP, name: "billing" }, PLACE, counts({ arrived: per(500) }), OBJECTIVE, NOW);

  expect(sloBriefOf([good, blind, bad])).toMatchObject({ state: "breached" });
  expect(sloBriefOf([good, blind, bad]).sentence).toContain("billing");
  expect(sloBriefOf([good, blind]).state).toBe("met");
  expect(sloBriefOf([blind])).toMatchObject({ state: "not-measurable", sentence: "Nobody looks." });
  expect(sloBriefOf([])).toMatchObject({ state: "not-measurable", budgetLeft: null });
});

test("the forecast names when the budget is gone at the pace of the last six hours", () => {
  const hop = queueHop({ arrived: per(50, 10, 0, 0, 0) });

  const days = (Date.parse(hop.budget?.exhaustedAt ?? "") - NOW.getTime()) / 86_400_000;
  expect(hop.budget?.burnSlow).toBeCloseTo(9.9, 1);
  expect(days).toBeCloseTo((0.5 / 9.9) * 30, 1);
  expect(queueHop({ arrived: per(50) }).budget?.exhaustedAt).toBeNull();
});

const count = fc.nat({ max: 100_000 });
const sums = fc.record({ whole: count, sixHours: count, hour: count, halfHour: count, fiveMinutes: count });

test("more failures never make anything better", () => {
  fc.assert(
    fc.property(sums, sums, fc.nat({ max: 5_000 }), (deleted, arrived, more) => {
      const before = queueHop({ deleted, arrived });
      const worse = per(
        ...(SPANS.map((span) => (arrived[span] ?? 0) + more) as [number, number, number, number, number]),
      );
      const after = queueHop({ deleted, arrived: worse });
      if (!before.isMeasurable || !after.isMeasurable) return;
      expect(after.value ?? 1).toBeLessThanOrEqual(before.value ?? 0);
      expect(after.budget?.left ?? 1).toBeLessThanOrEqual(before.budget?.left ?? 0);
      const rank = { none: 0, slow: 1, fast: 2 };
      expect(rank[after.budget?.burn ?? "none"]).toBeGreaterThanOrEqual(rank[before.budget?.burn ?? "fast"]);
      expect(STATES.indexOf(sloBriefOf([after]).state)).toBeGreaterThanOrEqual(
        STATES.indexOf(sloBriefOf([before]).state),
      );
    }),
  );
});

test("taking off our own traffic never leaves less than nothing", () => {
  fc.assert(
    fc.property(sums, sums, sums, sums, (deleted, arrived, ownSent, ownReturned) => {
      const hop = queueHop({ deleted, arrived, ownSent, ownReturned });
      expect(hop.goodCount ?? 0).toBeGreaterThanOrEqual(0);
      expect(hop.badCount ?? 0).toBeGreaterThanOrEqual(0);
      expect(hop.value ?? 0).toBeLessThanOrEqual(1);
    }),
  );
});

test("where everything was good the whole budget is left, whatever was promised", () => {
  const share = fc.double({ min: 0.5, max: 0.99999, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 1, max: 1e9 }), (goodShare, good) => {
      const tally = { good, bad: 0 };
      const tallies = { whole: tally, sixHours: tally, hour: tally, halfHour: tally, fiveMinutes: tally };
      const promised = { goodShare, windowDays: 30, leastCount: 20, leastBad: 2 };
      expect(reckonBudget(tallies, promised, 1, NOW)).toMatchObject({ left: 1, burn: "none", exhaustedAt: null });
    }),
  );
});

test("the stricter tier never promises less", () => {
  const tiers = (["1", "2", "3", "4"] as const).map(defaultObjective);
  for (const [index, { deliveredShare, ageSeconds, ageShare }] of tiers.slice(1).entries()) {
    expect(tiers[index]?.deliveredShare).toBeGreaterThan(deliveredShare);
    expect(tiers[index]?.ageSeconds).toBeLessThan(ageSeconds);
    expect(tiers[index]?.ageShare).toBeGreaterThanOrEqual(ageShare);
  }
  expect(defaultObjective(null)).toEqual(defaultObjective("3"));
});

test("times begin at whole hours and whole periods of five minutes", () => {
  const starts = spanStarts(NOW, 30);

  expect(starts.whole.toISOString()).toBe("2026-10-22T12:00:00.000Z");
  expect(starts.sixHours.toISOString()).toBe("2026-11-21T06:00:00.000Z");
  expect(starts.hour.toISOString()).toBe("2026-11-21T11:30:00.000Z");
  expect(starts.fiveMinutes.toISOString()).toBe("2026-11-21T12:25:00.000Z");
  expect(SLOW_BURN).toBeLessThan(FAST_BURN);
});

test("what was hardly measured is not called met, and what broke in it is called broken", () => {
  const early = queueHop({ coveredShare: 0.001 });

  expect(sloBriefOf([early])).toMatchObject({ state: "not-measurable", budgetLeft: null });
  expect(sloBriefOf([early]).sentence).toContain("0.1 % of the 30 days was measured");
  expect(sloBriefOf([queueHop({ coveredShare: 0.001, arrived: per(5_000) })]).state).toBe("breached");
});

test("dead letters that were seen are not called nothing where nobody told what was taken", () => {
  expect(queueHop({ deleted: all(null), arrived: per(3) })).toMatchObject({
    isMeasurable: false,
    reason: "3 of its messages became dead letters, but nobody told how many were taken: no share follows.",
  });
});
