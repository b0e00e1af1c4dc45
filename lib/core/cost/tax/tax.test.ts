import { expect, test } from "vitest";
import { costLines } from "../formulas/formulas";
import type { CostFacts, CostPart, Sums } from "../formulas/meter";
import { priceBook } from "../price-table";
import { failureTax, type TaxedPart, type TaxItemName, taxSum } from "./tax";

const prices = priceBook();
function taxed(kind: CostPart["kind"], sums: Sums, more: Partial<TaxedPart> & { facts?: CostFacts } = {}): TaxedPart {
  const part = { arn: `arn:${kind}`, kind, accountId: "acc_1", region: "us-east-1", facts: more.facts ?? {} };
  const use = { isRead: true, dayCount: 1, days: [{ day: "2026-11-01", sums }] };
  return {
    part,
    use,
    role: "hop",
    lines: costLines(part, use, prices),
    redriven: { sent: 0, returned: 0 },
    maxReceiveCount: 3,
    replayCount: 0,
    ...more,
  };
}
const item = (name: TaxItemName, ...parts: TaxedPart[]) => {
  const found = failureTax(parts, prices).find((one) => one.item === name);
  if (!found) throw new Error(name);
  return found;
};
const M = 1_000_000;

test("a pipeline in which nothing fails pays no tax", () => {
  const calm = taxed("queue", { sent: M, received: M, deleted: M, sentBytes: M, sentSamples: M });

  expect(failureTax([calm], prices).map(({ usd }) => usd)).toEqual(Array(5).fill({ low: 0, high: 0 }));
});

test("receives that led to no delete are retries", () => {
  const { usd } = item(
    "retries",
    taxed("queue", { received: 3 * M, deleted: M }, { facts: { maxMessageBytes: 65_536 } }),
  );

  expect(usd).toEqual({ low: expect.closeTo(0.08), high: expect.closeTo(0.8) });
});

test("failed invocations cost their share of what the function costs", () => {
  const facts = { memoryMb: 1024, architecture: "x86_64" };
  const one = taxed("function", { invocations: M, errors: M / 10, durationMs: 1000 * M }, { facts });

  expect(item("retries", one).usd?.high).toBeCloseTo((0.2 + 16.6667) / 10, 4);
});

test("all of a dead-letter queue is tax, and it has no retries", () => {
  const letters = taxed(
    "queue",
    { received: M, ownRequests: M },
    { role: "dead-letter", facts: { maxMessageBytes: 65_536 } },
  );

  expect(item("dead-letters", letters).usd?.high).toBeCloseTo(0.8, 9);
  expect(item("retries", letters).usd).toEqual({ low: 0, high: 0 });
});

test("what was sent back is a redrive if it stayed away and a poison loop if it came back, never both", () => {
  const back = taxed("queue", { received: 3, deleted: 0 }, { redriven: { sent: M, returned: M / 2 } });

  expect(item("redrives", back).usd?.high).toBeCloseTo(((M / 2) * 3 * 0.4) / M, 9);
  expect(item("poison-loops", back).usd?.high).toBeCloseTo(((M / 2) * 4 * 0.4) / M, 9);
  expect(item("retries", back).usd?.high).toBe(0);
});

test("what a replay cost nobody knows, and that is said instead of nothing", () => {
  expect(item("replays", taxed("bus", {}, { replayCount: 1 }))).toMatchObject({
    usd: null,
    note: "AWS does not tell how many events a replay sent.",
  });
});

test("the tax of what nobody measured is unknown, not nothing", () => {
  const unread = taxed("queue", {});
  const share = failureTax([{ ...unread, use: { ...unread.use, isRead: false, days: [] } }], prices);

  expect(taxSum(share)).toBeNull();
  expect(taxSum(failureTax([taxed("queue", {})], prices))).toEqual({ low: 0, high: 0 });
});
