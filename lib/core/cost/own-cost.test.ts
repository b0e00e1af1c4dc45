import { expect, test } from "vitest";
import { costByPurpose, ownCostLines, ownPaceOf, paceFrom, type SettledUse, usdPerMonthAt } from "./own-cost";

const use = (more: Partial<SettledUse>): SettledUse => ({
  purpose: "depth",
  action: "sqs:GetQueueAttributes",
  region: "us-east-1",
  calls: 60_000,
  units: 60_000,
  seconds: 3_600,
  sparedUnits: 0,
  ...more,
});
const NONE = paceFrom([]);

test("nothing is told of a month before every account has settled for an hour", () => {
  expect(usdPerMonthAt(paceFrom([]))).toBeNull();
  expect(usdPerMonthAt(paceFrom([use({ seconds: 3_599 })]))).toBeNull();
  expect(usdPerMonthAt(paceFrom([use({}), use({ seconds: 60 })]))).toBeNull();
  expect(usdPerMonthAt(paceFrom([use({})]))).toBeCloseTo(17.28);
});

test("accounts that settled at different times each count by their own time", () => {
  const pace = paceFrom([use({}), use({ units: 120_000, seconds: 7_200 })]);

  expect(usdPerMonthAt(pace)).toBeCloseTo(2 * 17.28);
});

test("what a ceiling spared is in the pace without it, and what is never slowed is told apart", () => {
  const pace = paceFrom([
    use({ units: 15_000, sparedUnits: 45_000 }),
    use({ purpose: "guard", units: 6_000 }),
    use({ purpose: "something new", units: 6_000 }),
  ]);

  expect(ownPaceOf(pace)?.slowableUsd).toBeCloseTo(17.28);
  expect(ownPaceOf(pace)?.fixedUsd).toBeCloseTo(3.456);
});

test("each line shows the units that were counted, and the price with where it is from", () => {
  const [line] = ownCostLines([use({ units: 1_000_000 })], NONE);

  expect(line).toMatchObject({ usd: 0.4, usdPerMonth: null });
  expect(line?.formula).toMatchObject({
    text: "billed units × price",
    inputs: [{ value: 1_000_000 }, { unit: "$ per million", source: expect.stringMatching(/^price list, us-east-1/) }],
  });
});

test("the lines of a purpose add up to it, and all purposes to the whole", () => {
  const lines = ownCostLines(
    [
      use({}),
      use({ purpose: "metrics", action: "cloudwatch:GetMetricData", units: 1_000 }),
      use({ purpose: "metrics" }),
    ],
    NONE,
  );
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, one) => all + (one ?? 0), 0);
  const purposes = costByPurpose(lines);

  expect(purposes.map(({ title }) => title)).toEqual(["Age and flow from CloudWatch", "Counters of queues"]);
  expect(sum(purposes.map(({ usd }) => usd))).toBeCloseTo(sum(lines.map(({ usd }) => usd)), 12);
});

test("an action without a price has no figure, and its formula says why", () => {
  const [line] = ownCostLines([use({ action: "new-service:Ask" })], NONE);

  expect(line?.usd).toBeNull();
  expect(line?.formula.inputs[1]).toMatchObject({ value: null, source: "not in the price table" });
});
