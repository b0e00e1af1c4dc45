import { expect, test } from "vitest";
import { expectedUsdPerMonth, type Fleet } from "./expected-cost";

const nothing: Fleet = {
  placeCount: 0,
  listedCount: 0,
  emptyDeadLetterQueueCount: 0,
  waitingDeadLetterQueueCount: 0,
  wayBackQueueCount: 0,
  busyQueueCount: 0,
  quietQueueCount: 0,
  unreadQueueCount: 0,
  topicCount: 0,
  subscriptionCount: 0,
  ruleCount: 0,
  runningRuleCount: 0,
  alarmCount: 0,
};
/** What this adds to an installation of which names are known and nothing is looked at. */
const costOf = (part: Partial<Fleet>) => {
  const cost = (fleet: Fleet) => expectedUsdPerMonth({ ...fleet, listedCount: 1 }) ?? Number.NaN;
  return cost({ ...nothing, ...part }) - cost(nothing);
};

test("nothing is expected of what nobody has listed yet", () => {
  expect(expectedUsdPerMonth(nothing)).toBeNull();
});

test("a thousand empty dead-letter queues at a look every 30 seconds cost 34.56 dollars", () => {
  expect(costOf({ emptyDeadLetterQueueCount: 1000 })).toBeCloseTo((1000 * 86_400 * 0.4) / 1e6, 6);
});

test("one with messages is looked at every 10 seconds, and four metrics are asked for every five minutes", () => {
  expect(costOf({ waitingDeadLetterQueueCount: 1 })).toBeCloseTo((259_200 * 0.4) / 1e6 + (4 * 8_640 * 10) / 1e6, 6);
});

test("a thousand busy queues cost at most a tenth of a cent for each minute that all are watched", () => {
  expect(costOf({ busyQueueCount: 1000 }) / (30 * 24 * 60)).toBeLessThanOrEqual(0.001);
});

test("a quiet queue costs a fraction of a busy one, and an unread one is expected to be busy", () => {
  expect(costOf({ quietQueueCount: 1 })).toBeLessThan(costOf({ busyQueueCount: 1 }) / 10);
  expect(costOf({ unreadQueueCount: 7 })).toBeCloseTo(costOf({ busyQueueCount: 7 }), 9);
});

test("a rule that runs all the time costs a quarter of a dollar, one that does not less than a third of a cent", () => {
  expect(costOf({ runningRuleCount: 1 })).toBeCloseTo((6 * 2880 + 8640 + (12 / 500) * 4320) / 100_000, 6);
  expect(costOf({ ruleCount: 1 })).toBeLessThan(0.003);
});

test.each(["placeCount", "topicCount", "subscriptionCount", "ruleCount", "alarmCount"] as const)(
  "more of %s is expected to cost more",
  (part) => {
    expect(costOf({ [part]: 10_000 })).toBeGreaterThan(0);
  },
);
