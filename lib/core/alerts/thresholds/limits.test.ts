import { expect, test } from "vitest";
import { ago, aQueue, facts, NOW } from "../conditions/a-fact";
import { reasonsOf } from "../judge-conditions";
import { BURST_PER_HOUR, type LimitedQueue, type Limits, limitsBy, limitsWithout, lowestOf } from "./resolve";

const queue: LimitedQueue = {
  awsAccountId: "111111111111",
  accountName: "shop",
  region: "eu-west-1",
  name: "orders-dlq",
  tags: { team: "orders" },
  environment: "prd",
  isProduction: true,
};
const none = limitsWithout({ isProduction: false });
const on = { enabled: true };

test("later lines go over earlier ones, limit by limit; null switches one off", () => {
  const limits = limitsBy([
    { ...on, deadLetterDepth: 10, queueDepth: 5 },
    { ...on, match: { name: "orders-*" }, deadLetterDepth: 20 },
    { ...on, match: { name: "orders-dlq" }, queueDepth: null, severity: "page" },
    { ...on, match: { name: "other" }, deadLetterDepth: 1 },
  ])(queue);

  expect(limits).toMatchObject({ deadLetterDepth: 20, queueDepth: null, severity: "page" });
});

test("a line about one queue by name keeps its place among the patterns", () => {
  const named = { ...on, match: { name: "orders-dlq" }, queueDepth: 1 };
  const all = { ...on, queueDepth: 2 };

  expect(limitsBy([named, all])(queue).queueDepth).toBe(2);
  expect(limitsBy([all, named])(queue).queueDepth).toBe(1);
});

test("a line that is not enabled switches off all that was set before, the built-in one too", () => {
  const off = limitsBy([
    { ...on, queueDepth: 1 },
    { enabled: false, match: { name: "orders-*" } },
  ])(queue);
  const again = limitsBy([{ enabled: false }, { ...on, queueDepth: 3 }])(queue);

  expect(off).toEqual(none);
  expect(again).toEqual({ ...none, queueDepth: 3 });
});

test("an environment is a glob, and a tag must be there", () => {
  const of = (line: object) => limitsBy([{ ...on, queueDepth: 1, ...line }])(queue).queueDepth;

  expect([of({ environment: "pr*" }), of({ environment: "ci" })]).toEqual([1, null]);
  expect([of({ match: { tag: { key: "team" } } }), of({ match: { tag: { key: "x" } } })]).toEqual([1, null]);
});

test("bursts are told in production where nobody set a limit, and nowhere else", () => {
  expect(limitsBy([])(queue).inflowPerHour).toBe(BURST_PER_HOUR);
  expect(limitsBy([])({ ...queue, isProduction: false }).inflowPerHour).toBeNull();
  expect(lowestOf([]).inflowPerHour).toBe(BURST_PER_HOUR);
  expect(
    lowestOf([
      { ...on, inflowPerHour: 3 },
      { enabled: false, inflowPerHour: 1 },
    ]).inflowPerHour,
  ).toBe(3);
});

const judged = (limits: Partial<Limits>, over: Parameters<typeof aQueue>[0]) =>
  reasonsOf(facts({ queues: [aQueue({ limits: { ...none, ...limits }, ...over })] }), NOW).map(
    ({ condition, severity, isBacklog }) => `${severity} ${condition}${isBacklog ? " backlog" : ""}`,
  );

test.each<[string, Partial<Limits>, Parameters<typeof aQueue>[0], string[]]>([
  ["as deep as allowed", { deadLetterDepth: 4 }, { depth: 4, deepSince: ago(60) }, []],
  ["deeper", { deadLetterDepth: 4 }, { depth: 5, deepSince: ago(60) }, ["notify depth-threshold"]],
  ["without a limit", {}, { depth: 5000, deepSince: ago(60) }, []],
  ["with that of other queues", { queueDepth: 4 }, { depth: 5, deepSince: ago(60) }, []],
  [
    "a source queue",
    { queueDepth: 4 },
    { depth: 5, deepSince: ago(60), isDeadLetterQueue: false },
    ["notify depth-threshold"],
  ],
  ["not long enough", { deadLetterDepth: 4, forSeconds: 61 }, { depth: 5, deepSince: ago(60) }, []],
  [
    "for so long",
    { deadLetterDepth: 4, forSeconds: 60, severity: "page" },
    { depth: 5, deepSince: ago(60) },
    ["page depth-threshold"],
  ],
  [
    "since the first look",
    { deadLetterDepth: 4, severity: "page" },
    { depth: 5, deepSince: ago(60), firstLookAt: ago(960) },
    ["notify depth-threshold backlog"],
  ],
  [
    "since after the first look",
    { deadLetterDepth: 4, severity: "page" },
    { depth: 5, deepSince: ago(60), firstLookAt: ago(961) },
    ["page depth-threshold"],
  ],
  ["as old as allowed", { deadLetterAgeSeconds: 300 }, { depth: 1, ageSeconds: 300, ageAt: NOW }, []],
  ["older", { deadLetterAgeSeconds: 300 }, { depth: 1, ageSeconds: 301, ageAt: NOW }, ["notify age-threshold"]],
  ["older, and empty since", { deadLetterAgeSeconds: 300 }, { depth: 0, ageSeconds: 301, ageAt: ago(60) }, []],
  [
    "older, not for long enough",
    { deadLetterAgeSeconds: 300, forSeconds: 100 },
    { depth: 1, ageSeconds: 399, ageAt: NOW },
    [],
  ],
  [
    "older, for long enough",
    { deadLetterAgeSeconds: 300, forSeconds: 100 },
    { depth: 1, ageSeconds: 400, ageAt: NOW },
    ["notify age-threshold"],
  ],
  ["as many an hour as allowed", { inflowPerHour: 10 }, { inflow: { count: 10, by: "messages", since: NOW } }, []],
  [
    "more an hour",
    { inflowPerHour: 10 },
    { inflow: { count: 11, by: "growth", since: NOW } },
    ["notify dead-letter-inflow"],
  ],
])("a queue %s", (_, limits, over, expected) => {
  expect(judged(limits, over)).toEqual(expected);
});

test("a reading that is old is said to be so", () => {
  const sampledAt = ago(3600);
  const deep = aQueue({ limits: { ...none, deadLetterDepth: 4 }, depth: 5, deepSince: ago(7200), sampledAt });

  expect(reasonsOf(facts({ queues: [deep] }), NOW)[0]?.sentence).toBe(
    "5 messages wait in orders-dlq when it was read last, 01:00 UTC: more than 4 since 00:00 UTC.",
  );
});
