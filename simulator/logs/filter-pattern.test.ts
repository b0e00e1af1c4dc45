import { expect, test } from "vitest";
import { parseFilterPattern } from "./filter-pattern";

test.each([
  ["", "anything", true],
  ["ERROR", "[ERROR 400] bad request", true],
  ["ERROR", "error 400", false],
  ["ERROR timed", "ERROR: it timed out", true],
  ["ERROR timed", "ERROR: it is late", false],
  ['"Task timed out"', "2026 Task timed out after 3 s", true],
  ['"Task timed out"', "Task was timed out", false],
  ["ERROR -retry", "ERROR once", true],
  ["ERROR -retry", "ERROR, will retry", false],
  ['-"will retry"', "ERROR, will retry", false],
  ["?ERROR ?WARN", "WARN: slow", true],
  ["?ERROR ?WARN", "INFO: fine", false],
  ["?ERROR order", "INFO: order 7", true],
  ['"8f14e45f-ceea"', '{"messageId":"8f14e45f-ceea"}', true],
])("terms %j on %j: %s", (pattern, message, expected) => {
  expect(parseFilterPattern(pattern)(message)).toBe(expected);
});

const LINE = JSON.stringify({
  level: "ERROR",
  ms: 120,
  code: null,
  ok: false,
  order: { id: "A-17", items: [{ sku: "x" }, { sku: "y" }] },
});

test.each([
  ['{ $.level = "ERROR" }', true],
  ["{ $.level = ERROR }", true],
  ['{$.level="WARN"}', false],
  ['{ $.level != "WARN" }', true],
  ['{ $.missing != "WARN" }', false],
  ['{ $.order.id = "A-*" }', true],
  ['{ $.order.id = "B-*" }', false],
  ['{ $.order.items[1].sku = "y" }', true],
  ["{ $.ms > 100 }", true],
  ["{ $.ms >= 120 && $.ms < 121 }", true],
  ["{ $.ms <= 119 || $.level = ERROR }", true],
  ["{ $.level = WARN && ($.ms > 1 || $.ms < 0) }", false],
  ["{ $.code IS NULL }", true],
  ["{ $.ok IS FALSE }", true],
  ["{ $.missing NOT EXISTS }", true],
])("JSON pattern %j: %s", (pattern, expected) => {
  expect(parseFilterPattern(pattern)(LINE)).toBe(expected);
});

test("a line that is no JSON never matches a JSON pattern", () => {
  expect(parseFilterPattern("{ $.level NOT EXISTS }")("plain text")).toBe(false);
});

test.each([
  "ERROR: late",
  '"unended',
  "{ $.a }",
  "{ $.a = ",
  "{ a = 1 }",
  "{ $.a ~ 1 }",
  "{ $.a > x }",
  "{ $.a = 1 } x",
  `{ ${"(".repeat(200)} $.a = 1 }`,
  "[a, b]",
  "%regex%",
  "x".repeat(1025),
])("pattern %j is refused", (pattern) => {
  expect(() => parseFilterPattern(pattern)).toThrow(expect.objectContaining({ name: "InvalidParameterException" }));
});
