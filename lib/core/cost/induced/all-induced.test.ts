import { expect, test } from "vitest";
import { inducedCosts } from "./all-induced";
import type { InducedFacts } from "./induced";

const NOTHING: InducedFacts = {
  idleQueueCount: 0,
  encryptedQueueCount: 0,
  secondCopyCount: 0,
  secondCopyBytes: 0,
  messageCallsPerMonth: 0,
  dataCallsPerMonth: 0,
};

test("where there is nothing that our asking could induce, nothing is listed", () => {
  expect(inducedCosts(NOTHING)).toEqual([]);
});

test.each([
  ["a hundred thousand idle queues, streamed", { idleQueueCount: 100_000 }, 0, 51_840],
  ["a million receives of encrypted queues", { encryptedQueueCount: 2, messageCallsPerMonth: 1_000_000 }, 0, 3],
  ["a million calls that a trail notes", { dataCallsPerMonth: 1_000_000 }, 0, 1],
  ["a gibibyte of second copies", { secondCopyCount: 9, secondCopyBytes: 1024 ** 3 }, 0.023, 0.069],
])("%s cost between what is sure and what is possible", (_, facts, low, high) => {
  const [cost] = inducedCosts({ ...NOTHING, ...facts });

  expect(cost?.usdPerMonth?.low).toBeCloseTo(low, 6);
  expect(cost?.usdPerMonth?.high).toBeCloseTo(high, 6);
  expect(cost?.formula.inputs.every(({ source }) => source !== "")).toBe(true);
});

test("before a pace was measured the calls are not taken for none", () => {
  const costs = inducedCosts({
    ...NOTHING,
    encryptedQueueCount: 1,
    messageCallsPerMonth: null,
    dataCallsPerMonth: null,
  });

  expect(costs.map(({ usdPerMonth }) => usdPerMonth)).toEqual([null, null]);
});
