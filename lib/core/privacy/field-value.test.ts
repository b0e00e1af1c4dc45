import { expect, test } from "vitest";
import { parseExactJson } from "../messages/exact-json";
import { canonicalValue, hintOf, valuesAt } from "./field-value";

const at = (text: string, path: string) => {
  const json = parseExactJson(text);
  if (!json) throw new Error("no JSON");
  return valuesAt(json, path);
};

test.each([
  ["a nested field", '{"customer":{"email":"ada@example.com"}}', "customer.email", ["ada@example.com"]],
  ["each item of a list on the way", '{"to":[{"email":"a"},{"email":"b"}]}', "to.email", ["a", "b"]],
  ["a field below a wrapping", '{"requestPayload":{"customer":{"email":"a"}}}', "customer.email", ["a"]],
  ["a list at the end", '{"to":["a","b"]}', "to", ["a", "b"]],
  ["a number digit by digit", '{"id":12345678901234567890.10}', "id", ["12345678901234567890.10"]],
  ["a yes or no", '{"is":true}', "is", ["true"]],
  ["nothing where the path leads nowhere", '{"customer":"ada"}', "customer.email", []],
  ["nothing of what every object inherits", '{"a":{}}', "a.constructor", []],
])("a path finds %s", (_, text, path, values) => {
  expect(at(text, path)).toEqual(values);
});

test("case is ignored only where that is asked for, and one field's value is never another's", () => {
  const exact = { in: "body", path: "email", ignoresCase: false } as const;
  const loose = { ...exact, ignoresCase: true };

  expect(canonicalValue(loose, "Ada@Example.com")).toBe(canonicalValue(loose, "ada@example.com"));
  expect(canonicalValue(exact, "Ada@Example.com")).not.toBe(canonicalValue(exact, "ada@example.com"));
  expect(canonicalValue(exact, "x")).not.toBe(canonicalValue({ ...exact, in: "attribute" }, "x"));
});

test.each([
  ["ada@example.com", "a…m (15 characters)"],
  ["ada", "… (3 characters)"],
])("the hint of %s does not tell it", (value, hint) => {
  expect(hintOf(value)).toBe(hint);
});
