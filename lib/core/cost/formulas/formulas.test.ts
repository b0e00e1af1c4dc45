import fc from "fast-check";
import { expect, test } from "vitest";
import type { CostLine } from "../cost-line";
import { priceBook } from "../price-table";
import { costLines } from "./formulas";
import type { CostFacts, CostPart, PartUse, Sums } from "./meter";

const prices = priceBook();
const part = (kind: CostPart["kind"], facts: CostFacts = {}, region = "us-east-1"): CostPart => ({
  arn: `arn:aws:x:${region}:111111111111:orders`,
  kind,
  accountId: "acc_1",
  region,
  facts,
});
const use = (...days: Sums[]): PartUse => ({
  isRead: true,
  dayCount: days.length,
  days: days.map((sums, index) => ({ day: `2026-11-0${index + 1}`, sums })),
});
const priced = (kind: CostPart["kind"], sums: Sums, facts?: CostFacts) =>
  costLines(part(kind, facts), use(sums), prices);
const only = (lines: CostLine[]) => {
  const [line] = lines;
  if (!line || lines.length > 1) throw new Error(`${lines.length} lines`);
  return line;
};
const M = 1_000_000;
const million = { sent: M, received: M, deleted: M, sentBytes: 2000 * M, sentSamples: M };

test("a million messages of 2 KB are 3 million requests one by one, and a tenth of that in full batches", () => {
  const { usd } = only(priced("queue", million, { maxMessageBytes: 65_536 }));

  expect(usd?.high).toBeCloseTo(1.2, 9);
  expect(usd?.low).toBeCloseTo(0.12, 9);
});

test("where bigger messages are allowed the most that these bytes can be billed as is three in a hundred more", () => {
  const { usd } = only(priced("queue", million, { maxMessageBytes: 262_144 }));

  expect(usd?.high).toBeGreaterThan(1.2);
  expect(usd?.high).toBeLessThan(1.23);
});

test("an idle queue that a function polls costs 26 cents a month", () => {
  expect(only(priced("queue", { emptyReceives: 648_000 })).usd?.high).toBeCloseTo(0.26, 2);
});

test("asking a queue for its counters every minute costs 1.73 cents a month", () => {
  expect(only(priced("queue", { ownRequests: 43_200 })).usd?.high).toBeCloseTo(0.0173, 4);
});

test("invocations and their duration are billed apart, by memory and architecture", () => {
  const sums = { invocations: 3 * M, durationMs: 3000 * M };
  const usd = (facts: CostFacts) => priced("function", sums, facts).map((line) => line.usd?.high);

  expect(usd({ memoryMb: 512, architecture: "x86_64" })).toEqual([expect.closeTo(0.6), expect.closeTo(25, 2)]);
  expect(usd({ memoryMb: 512, architecture: "arm64" })[1]).toBeCloseTo(20, 2);
  expect(usd({ architecture: "x86_64" })[1]).toBeUndefined();
});

test("a million publishes of 1 KB cost at most half a dollar, deliveries to queues nothing", () => {
  const lines = priced("topic", { published: M, publishedBytes: 1000 * M }, { protocols: ["sqs", "lambda"] });

  expect(only(lines).usd?.high).toBeCloseTo(0.5, 1);
});

test("deliveries of a topic to queues and to the web are between none and all of them", () => {
  const lines = priced("topic", { published: 10, publishedBytes: 10, notified: M }, { protocols: ["sqs", "https"] });

  expect(lines.find(({ item }) => item === "SNS deliveries")?.usd).toEqual({ low: 0, high: expect.closeTo(0.6) });
});

test("what nobody measured has no figure, and says so", () => {
  for (const kind of ["queue", "function", "topic", "pipe", "bus"] as const)
    for (const line of costLines(part(kind), { isRead: false, dayCount: 1, days: [] }, prices))
      expect([line.usd, line.note]).toEqual([null, "Not measured: CloudWatch was not asked for it yet."]);
});

test("silence in hours that were read is nothing told, and the formula says so", () => {
  const line = only(costLines(part("queue"), { isRead: true, dayCount: 1, days: [] }, prices));

  expect(line.usd).toEqual({ low: 0, high: 0 });
  expect(line.formula.inputs[0]).toMatchObject({ value: 0, source: expect.stringContaining("told nothing") });
});

test("a Region without a price has no figure and names the table, never another Region's price", () => {
  const line = only(costLines(part("queue", {}, "eu-south-2"), use(million), prices));

  expect(line).toMatchObject({ usd: null, note: expect.stringContaining("in eu-south-2 in the table of 2026-11") });
});

const anySums = fc.record({
  sent: fc.nat(M),
  received: fc.nat(M),
  deleted: fc.nat(M),
  emptyReceives: fc.nat(M),
  sentBytes: fc.nat(1e9),
  sentSamples: fc.nat(M),
  invocations: fc.nat(M),
  durationMs: fc.nat(1e9),
  published: fc.nat(M),
  publishedBytes: fc.nat(1e9),
  matched: fc.nat(M),
  started: fc.nat(M),
});
const anyKind = fc.constantFrom("queue", "function", "topic", "bus", "pipe", "state-machine", "rule", "alarm" as const);
const facts = { memoryMb: 256, architecture: "arm64", isExpress: true, maxMessageBytes: 262_144 };
const linesOf = (kind: CostPart["kind"], ...days: Sums[]) => costLines(part(kind, facts), use(...days), prices);

test("the low end is never above the high end, and nothing used costs nothing", () => {
  fc.assert(
    fc.property(anyKind, anySums, (kind, sums) => {
      for (const { usd } of linesOf(kind, sums)) if (usd) expect(usd.low).toBeLessThanOrEqual(usd.high);
      if (kind !== "alarm") for (const { usd } of linesOf(kind, {})) expect(usd?.high ?? 0).toBe(0);
    }),
  );
});

test("a month costs what its days cost together", () => {
  fc.assert(
    fc.property(anyKind, anySums, anySums, (kind, one, other) => {
      const sumOf = (lines: CostLine[]) => lines.reduce((sum, { usd }) => sum + (usd?.high ?? 0), 0);
      if (one.sentSamples === 0 || other.sentSamples === 0 || kind === "bus") return;
      expect(sumOf(linesOf(kind, one)) + sumOf(linesOf(kind, other))).toBeCloseTo(sumOf(linesOf(kind, one, other)), 6);
    }),
  );
});

test("every figure opens its formula: a text, and a price with where it is from", () => {
  fc.assert(
    fc.property(anyKind, anySums, (kind, sums) => {
      for (const { usd, formula } of linesOf(kind, sums))
        if (usd)
          expect([formula.text, formula.inputs.some(({ name }) => name === "price")]).toEqual([
            expect.any(String),
            true,
          ]);
    }),
  );
});
