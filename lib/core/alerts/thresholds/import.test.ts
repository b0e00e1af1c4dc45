import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { importedThresholds, type NamedQueue } from "./import";
import { limitsBy } from "./resolve";
import { spanSeconds } from "./span-seconds";

const known: NamedQueue[] = [
  { name: "orders", isDeadLetterQueue: false, deadLetterName: "orders-failed" },
  { name: "orders-failed", isDeadLetterQueue: true, deadLetterName: null },
  { name: "clicks-eu", isDeadLetterQueue: false, deadLetterName: null },
];
const read = (text: string) => importedThresholds(parse(text), known);
const limitsIn = (text: string, name: string, environment: string) =>
  limitsBy(read(text).thresholds)({
    awsAccountId: "1",
    accountName: "shop",
    region: "eu-west-1",
    name,
    tags: {},
    environment,
    isProduction: false,
  });

test("the example of the handbook is read whole", () => {
  const example = readFileSync("docs/examples/thresholds.yaml", "utf8");
  const found = read(example);

  expect(found).toMatchObject({ queueCount: 3, unknownQueues: ["payments"] });
  expect(found.warnings).toEqual([
    "payments: triggeredRules is left out. A rule that goes silent is told by its own rhythm; how often it should run cannot be set.",
  ]);
  expect(limitsIn(example, "orders", "prd")).toMatchObject({ queueAgeSeconds: 120, severity: "page", forSeconds: 300 });
  expect(limitsIn(example, "orders-failed", "prd")).toMatchObject({ deadLetterAgeSeconds: 60, deadLetterDepth: 10 });
  expect(limitsIn(example, "orders-failed", "dev")).toMatchObject({
    deadLetterAgeSeconds: 3600,
    deadLetterDepth: null,
  });
  expect(limitsIn(example, "orders", "sat")).toMatchObject({ queueAgeSeconds: 900, severity: "notify" });
  expect(limitsIn(example, "orders", "ci")).toMatchObject({ queueAgeSeconds: null, deadLetterAgeSeconds: null });
  expect(limitsIn(example, "clicks-eu", "prd")).toMatchObject({ deadLetterAgeSeconds: null });
  expect(limitsIn(example, "else-dlq", "prd")).toMatchObject({ deadLetterAgeSeconds: 14_400 });
});

test.each([
  ["a list", "[{ name: orders, max-age: 5m }]"],
  ["a map", "{ orders: { MAX_AGE: 300 } }"],
  ["a map under queues", "queues: { orders: { ageOfOldestMessage: '300' } }"],
  ["JSON", '{"queues": [{"queueName": "orders", "queueAge": "5m"}]}'],
  ["blocks beside the other keys", "{ orders: { prd: { queueAge: 300 } } }"],
  ["one environment", "[{ name: orders, environment: prd, queueAge: 300 }]"],
])("%s is a form of it", (_, text) => {
  expect(read(text).warnings).toEqual([]);
  expect(limitsIn(text, "orders", "prd").queueAgeSeconds).toBe(300);
});

test("what is not understood is named and left out, the rest is taken", () => {
  const found = read("[{ name: orders, queueAge: soon, colour: red, depth: 5 }, { depth: 1 }, 7]");

  expect(found.thresholds).toEqual([{ enabled: true, match: { name: "orders" }, queueDepth: 5 }]);
  expect(found.warnings).toEqual([
    "Entry 2 names no queue, and is left out.",
    "Entry 3 names no queue, and is left out.",
    'orders: queueAge is "soon", which is no value for it, and left out.',
    "orders: colour is not known, and left out.",
  ]);
});

test("a limit is switched off by its name, and a dead-letter queue that nobody knows is guessed aloud", () => {
  expect(
    limitsIn("[{ name: orders, queueAge: 5m, prd: { queueAge: off } }]", "orders", "prd").queueAgeSeconds,
  ).toBeNull();
  const found = read("[{ name: mystery, dlqAge: 5m }, { name: named, dlqAge: 5m, dlq: its-own }]");

  expect(found.thresholds.map(({ match }) => match?.name)).toEqual(["mystery-dlq", "its-own"]);
  expect(found.warnings).toEqual([
    "mystery: no dead-letter queue of it is known here. Its limit is set for mystery-dlq.",
  ]);
});

test.each([
  ["text", ["The file is neither a list nor a map of queues."]],
  ["", ["The file is neither a list nor a map of queues."]],
  ["{ orders: 5 }", ["orders says nothing of a queue, and is left out."]],
])("a file that says nothing makes no line: %s", (text, warnings) => {
  expect(read(text)).toEqual({ thresholds: [], warnings, queueCount: 0, unknownQueues: [] });
});

test.each([
  ["300", 300],
  [300, 300],
  ["5m", 300],
  ["1h 30m", 5400],
  ["14d", 1_209_600],
  ["15d", undefined],
  ["5 minutes", undefined],
  ["-1", undefined],
  [{}, undefined],
])("%j is a span of %j seconds", (said, seconds) => {
  expect(spanSeconds(said)).toBe(seconds);
});
