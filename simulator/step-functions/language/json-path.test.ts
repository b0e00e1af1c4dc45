import { expect, test } from "vitest";
import { StateFailure } from "./execution-error";
import { lookUp, parsePath, read, write } from "./json-path";

const data = { order: { id: 7, "line items": [{ sku: "a" }, { sku: "b" }] } };
const scope = { data, context: { Execution: { Name: "e" } } };
const at = (text: string) => lookUp(parsePath(text) ?? { text, isContext: false, steps: [] }, scope);

test.each([
  ["$", data],
  ["$.order.id", 7],
  ["$['order']['line items'][1].sku", "b"],
  ["$.order['line items'][*].sku", ["a", "b"]],
  ["$.order['line items'][-1].sku", "b"],
  ["$$.Execution.Name", "e"],
  ["$.order.none", undefined],
])("%s points at what it should", (text, expected) => {
  expect(at(text)).toEqual(expected);
});

test.each(["order.id", "$.", "$..id", "$[?(@.id)]", "$.a b"])("%s is no path", (text) => {
  expect(parsePath(text)).toBeUndefined();
});

test("a path that finds nothing fails with the input in the cause", () => {
  expect(() => read("$.none", scope, "InputPath")).toThrow(/States\.Runtime: The JSONPath '\$\.none'/);
});

test("a result is written into a copy, and objects on the way are made", () => {
  expect(write("$.a.b", { x: 1 }, 2)).toEqual({ x: 1, a: { b: 2 } });
  expect(write("$", { x: 1 }, 2)).toBe(2);
  expect(write("$.list[1]", { list: [1, 2] }, 3)).toEqual({ list: [1, 3] });
});

test("a result cannot be written into a number", () => {
  expect(() => write("$.a.b", { a: 1 }, 2)).toThrow(StateFailure);
});
