import { expect, test } from "vitest";
import { expectedPace, expectedUsdPerMonth, type Fleet } from "./expected-cost";

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
  functionCount: 0,
  watchedFunctionCount: 0,
  stateMachineCount: 0,
  pipeCount: 0,
};
/** What this adds to an installation of which names are known and nothing is looked at. */
const costOf = (part: Partial<Fleet>) => {
  const cost = (fleet: Fleet) => expectedUsdPerMonth({ ...fleet, listedCount: 1 }) ?? Number.NaN;
  return cost({ ...nothing, ...part }) - cost(nothing);
};

/** Of a queue that stirs six figures every three hours are read for what pipelines cost, of another two a day. */
const USE_OF = { stirring: (6 * 240 * 10) / 1e6, idle: (2 * 30 * 10) / 1e6 };

test("nothing is expected of what nobody has listed yet", () => {
  expect(expectedUsdPerMonth(nothing)).toBeNull();
});

test("a thousand empty dead-letter queues at a look every 30 seconds cost 34.56 dollars", () => {
  expect(costOf({ emptyDeadLetterQueueCount: 1000 })).toBeCloseTo((1000 * 86_400 * 0.4) / 1e6 + 1000 * USE_OF.idle, 6);
});

test("one with messages is looked at every 10 seconds, and four metrics are asked for every five minutes", () => {
  expect(costOf({ waitingDeadLetterQueueCount: 1 })).toBeCloseTo(
    (259_200 * 0.4) / 1e6 + (4 * 8_640 * 10) / 1e6 + USE_OF.stirring,
    6,
  );
});

test("a thousand busy queues cost at most a tenth of a cent for each minute that all are watched", () => {
  expect((costOf({ busyQueueCount: 1000 }) - 1000 * USE_OF.stirring) / (30 * 24 * 60)).toBeLessThanOrEqual(0.001);
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

test("a running function whose five minutes are read costs nine cents, another one a cent", () => {
  expect(costOf({ watchedFunctionCount: 1 })).toBeCloseTo(0.0864, 4);
  expect(costOf({ functionCount: 1 })).toBeCloseTo(0.0096, 4);
});

test("with the defaults a thousand queues cost less than the sensible mix of aws-facts 4.5, about 51 dollars a month", () => {
  const thousand = {
    ...nothing,
    ...{ placeCount: 4, listedCount: 1000, topicCount: 50, subscriptionCount: 100, alarmCount: 100 },
    ...{ emptyDeadLetterQueueCount: 280, waitingDeadLetterQueueCount: 20, wayBackQueueCount: 20 },
    ...{ busyQueueCount: 160, quietQueueCount: 520, functionCount: 100, watchedFunctionCount: 50 },
    ...{ ruleCount: 50, runningRuleCount: 10 },
  };

  expect(expectedUsdPerMonth(thousand)).toBeLessThan(51);
});

test("a ceiling slows nearly all of it: less than a hundredth is fixed", () => {
  const pace = expectedPace({
    ...nothing,
    placeCount: 4,
    listedCount: 1000,
    busyQueueCount: 200,
    quietQueueCount: 800,
  });

  expect(pace?.fixedUsd).toBeLessThan((pace?.slowableUsd ?? 0) / 100);
});
