import { expect, test } from "vitest";
import type { FactKind } from "./fact";
import { headlineOf, numbersOf, sumsOf, teamsOf, trendOf } from "./summarise";
import { type Tally, talliesOf, tallyOf } from "./tally";

const unit = { one: "order", many: "orders" };
const counted = (kind: FactKind, more: Partial<Tally> = {}): Tally => ({
  ...tallyOf(new Map(), kind),
  ...{ count: 1, knownCount: 1, subjectCount: 1, sum: 1, ...more },
});
const of = (...tallies: Tally[]) => ({ tallies: talliesOf(tallies), unit, sight: null });
const wordsOf = (...tallies: Tally[]) =>
  Object.fromEntries(numbersOf(of(...tallies)).map(({ key, words }) => [key, words]));

test("there are six numbers, in the owner's words", () => {
  expect(
    wordsOf(
      counted("late", { sum: 1047 }),
      counted("expired", { sum: 2 }),
      counted("lost", { sum: 1 }),
      counted("page", { subjectCount: 1 }),
      counted("time-to-resolve", { median: 4800 }),
      counted("blind", { sum: 0.01 }),
      counted("budget", { count: 3, knownCount: 3, negativeCount: 2 }),
    ),
  ).toEqual({
    late: "1,047 orders late",
    lost: "3 orders lost",
    pages: "1 page",
    "time-to-resolve": "1 h 20 min to resolve",
    "blind-hours": "less than 0.1 hours blind",
    "budget-overspent": "2 budgets overspent",
  });
});

test("a quiet week says so, and what nobody measured is not a number", () => {
  expect(headlineOf(of())).toBe("A quiet week: nothing late, nothing lost, no page.");
  expect(numbersOf(of()).map(({ value }) => value)).toEqual([0, 0, 0, null, 0, null]);
  expect(wordsOf()).toMatchObject({ "time-to-resolve": "nothing was resolved", "budget-overspent": "not measurable" });
});

test.each([
  ["no dead-letter queue is read", { deadLetterCount: 4, readCount: 0 }, [], null],
  ["something is known all the same", { deadLetterCount: 4, readCount: 0 }, [counted("lost", { sum: 5 })], 5],
  ["some are read", { deadLetterCount: 4, readCount: 1 }, [], 0],
  ["there is none", { deadLetterCount: 0, readCount: 0 }, [], 0],
] as const)("how much was lost where %s", (_, sight, tallies, value) => {
  const lost = numbersOf({ ...of(...tallies), sight }).find(({ key }) => key === "lost");

  expect(lost).toMatchObject({ value, isEstimate: true });
});

test("what nobody watched to the end makes a number an estimate, and says why", () => {
  const [late] = numbersOf(of(counted("late", { sum: 5, unknownCount: 2 })));

  expect(late).toMatchObject({
    isEstimate: true,
    why: "Whether 2 of them came back nobody watched long enough to say.",
  });
});

test("the sentence names the unit once", () => {
  expect(headlineOf(of(counted("late", { sum: 47 }), counted("expired", { sum: 3 })))).toBe("47 orders late, 3 lost.");
  expect(headlineOf(of(counted("expired", { sum: 1 })))).toBe("1 order lost.");
});

test("what came back is a share of that of which the end is known, and nothing of nothing", () => {
  const run = counted("run", { sum: 10, goneCount: 3, returnedCount: 1, unknownCount: 6 });

  expect(sumsOf(talliesOf([run])).redrives).toMatchObject({ bounceShare: 0.25, sentCount: 10 });
  expect(sumsOf(new Map()).redrives.bounceShare).toBeNull();
  expect(sumsOf(new Map()).cost).toBeNull();
});

test("teams stand in the order of what they lost; nobody's is last, and who has nothing is left out", () => {
  const byTeam = new Map([
    [null, talliesOf([counted("lost", { sum: 9 })])],
    ["calm", talliesOf([])],
    ["late", talliesOf([counted("late", { sum: 4 })])],
    ["losing", talliesOf([counted("expired", { sum: 1 })])],
  ]);

  expect(teamsOf(byTeam, new Map([["owns", 2]])).map(({ team }) => team)).toEqual(["losing", "late", "owns", null]);
});

test("a trend has twelve weeks, with nothing where there was no review", () => {
  const trend = trendOf(
    "2027-W02",
    new Map([
      ["2027-W02", 3],
      ["2026-W53", 0],
    ]),
  );

  expect(trend).toHaveLength(12);
  expect(trend.slice(-3)).toEqual([
    { week: "2026-W53", value: 0 },
    { week: "2027-W01", value: null },
    { week: "2027-W02", value: 3 },
  ]);
});
