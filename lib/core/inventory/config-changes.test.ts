import { expect, test } from "vitest";
import { configChanges, stableJson } from "./config-changes";

const target = (id: string, deadLetterArn: string | null) => ({
  id,
  arn: `arn:${id}`,
  deadLetterArn,
  maxRetries: null,
});

test("a setting of one target among many is named by the target's id, not by its place", () => {
  const before = { isEnabled: true, targets: [target("audit", null), target("reports", "arn:dlq")] };
  const after = { isEnabled: true, targets: [target("reports", null), target("audit", null)] };

  expect(configChanges(before, after)).toEqual([
    { field: "targets.reports.deadLetterArn", before: "arn:dlq", after: null },
  ]);
});

test("a target that came or went is one change, with all that was known of it", () => {
  const changes = configChanges(
    { targets: [target("a", null)] },
    { targets: [target("a", null), target("b", "arn:dlq")] },
  );

  expect(changes).toEqual([
    { field: "targets.b", before: null, after: '{"arn":"arn:b","deadLetterArn":"arn:dlq","id":"b"}' },
  ]);
  expect(configChanges({ targets: [] }, { targets: [target("a", null)] })).toMatchObject([{ field: "targets.a" }]);
});

test.each([
  [
    "numbers and booleans as text",
    { batchSize: 10, isEnabled: true },
    { batchSize: 1, isEnabled: false },
    [
      { field: "batchSize", before: "10", after: "1" },
      { field: "isEnabled", before: "true", after: "false" },
    ],
  ],
  [
    "a list without ids as a whole",
    { filterPatterns: ["a"] },
    { filterPatterns: ["a", "b"] },
    [{ field: "filterPatterns", before: '["a"]', after: '["a","b"]' }],
  ],
  [
    "asynchronous settings by qualifier",
    { async: [{ qualifier: "live", onFailureArn: null }] },
    { async: [{ qualifier: "live", onFailureArn: "arn:q" }] },
    [{ field: "async.live.onFailureArn", before: null, after: "arn:q" }],
  ],
  [
    "an object by its keys",
    { dimensions: { QueueName: "a" } },
    { dimensions: { QueueName: "b" } },
    [{ field: "dimensions.QueueName", before: "a", after: "b" }],
  ],
])("%s", (_, before, after, expected) => {
  expect(configChanges(before, after)).toEqual(expected);
});

test.each([
  ["nothing", { a: 1 }, { a: 1 }],
  ["the order of keys", { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }],
  ["absent against null", {}, { a: null }],
  ["an empty list against none", { targets: [] }, {}],
])("%s is no change", (_, before, after) => {
  expect(configChanges(before, after)).toEqual([]);
});

test("what the look before did not ask for is no change, what it found unset is", () => {
  expect(configChanges({ timeoutSeconds: 3 }, { timeoutSeconds: 3, memoryMb: 512 })).toEqual([]);
  expect(configChanges({ memoryMb: null }, { memoryMb: 512 })).toMatchObject([{ field: "memoryMb", after: "512" }]);
});

test("what a list call says has one text, whatever the order of its parts", () => {
  expect(stableJson({ b: [{ y: 1, x: 2 }], a: null })).toBe(stableJson({ b: [{ x: 2, y: 1 }] }));
});
