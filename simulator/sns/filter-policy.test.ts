import { expect, test } from "vitest";
import { FilterPolicyProblem, type FilterScope, filterOf } from "./filter-policy";

const passes = (policy: object, content: object, scope: FilterScope = "MessageAttributes") =>
  filterOf(JSON.stringify(policy), scope)(content);

test.each([
  ["exact text", { store: ["example_corp"] }, { store: "example_corp" }, true],
  ["other text", { store: ["example_corp"] }, { store: "other" }, false],
  ["text is compared with its case", { store: ["Example"] }, { store: "example" }, false],
  ["an absent attribute", { store: ["x"] }, {}, false],
  ["all keys must fit", { a: ["1"], b: ["2"] }, { a: "1", b: "3" }, false],
  ["any value of a key", { a: ["1", "2"] }, { a: "2" }, true],
  ["one element of a list", { interests: ["rugby"] }, { interests: ["football", "rugby"] }, true],
  ["anything-but a text", { a: [{ "anything-but": "x" }] }, { a: "y" }, true],
  ["anything-but a list", { a: [{ "anything-but": ["x", "y"] }] }, { a: "y" }, false],
  ["anything-but numbers", { a: [{ "anything-but": [100, 500] }] }, { a: 101 }, true],
  ["anything-but needs the attribute", { a: [{ "anything-but": ["x"] }] }, {}, false],
  ["anything-but, one element of a list is enough", { a: [{ "anything-but": ["x"] }] }, { a: ["x", "y"] }, true],
  ["anything-but a prefix", { a: [{ "anything-but": { prefix: "order-" } }] }, { a: "order-1" }, false],
  ["anything-but a suffix", { a: [{ "anything-but": { suffix: ".png" } }] }, { a: "a.gif" }, true],
  ["anything-but a wildcard", { a: [{ "anything-but": { wildcard: "*ball" } }] }, { a: "football" }, false],
  ["prefix", { a: [{ prefix: "bas" }] }, { a: "baseball" }, true],
  ["suffix", { a: [{ suffix: "ball" }] }, { a: "baseball" }, true],
  ["equals-ignore-case", { a: [{ "equals-ignore-case": "Tennis" }] }, { a: "TENNIS" }, true],
  ["wildcard", { a: [{ wildcard: "b*b*l" }] }, { a: "baseball" }, true],
  ["wildcard that does not fit", { a: [{ wildcard: "*ball" }] }, { a: "balloon" }, false],
  ["numeric =", { a: [{ numeric: ["=", 301.5] }] }, { a: 301.5 }, true],
  ["numeric range", { a: [{ numeric: [">", 0, "<=", 150] }] }, { a: 150 }, true],
  ["numeric outside", { a: [{ numeric: [">", 0, "<=", 150] }] }, { a: 0 }, false],
  ["numeric does not read text", { a: [{ numeric: ["=", 1] }] }, { a: "1" }, false],
  ["a number", { a: [100] }, { a: 100 }, true],
  ["exists", { a: [{ exists: true }] }, { a: "x" }, true],
  ["exists: false", { a: [{ exists: false }] }, { b: "x" }, true],
  ["exists: false, but it does", { a: [{ exists: false }] }, { a: "x" }, false],
  ["cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.0.255" }, true],
  ["outside of the cidr", { ip: [{ cidr: "10.0.0.0/24" }] }, { ip: "10.0.1.1" }, false],
  ["$or, second branch", { $or: [{ a: ["1"] }, { b: ["2"] }] }, { b: "2" }, true],
  ["$or and a key beside it", { c: ["3"], $or: [{ a: ["1"] }, { b: ["2"] }] }, { b: "2" }, false],
])("attributes: %s", (_, policy, content, expected) => {
  expect(passes(policy, content)).toBe(expected);
});

test.each([
  ["a nested key", { order: { kind: ["new"] } }, { order: { kind: "new" } }, true],
  ["objects in a list", { items: { sku: ["b"] } }, { items: [{ sku: "a" }, { sku: "b" }] }, true],
  ["objects in lists of lists", { a: { b: ["1"] } }, { a: [[{ b: ["0", ["1"]] }]] }, true],
  ["keys of different objects in a list", { a: { b: ["1"], c: ["2"] } }, { a: [{ b: "1" }, { c: "2" }] }, false],
  ["exists: false of an absent parent", { a: { b: [{ exists: false }] } }, {}, true],
  ["exists looks at leaves only", { order: [{ exists: true }] }, { order: { kind: "new" } }, false],
  ["true and null", { a: [true, null] }, { a: null }, true],
])("body: %s", (_, policy, content, expected) => {
  expect(passes(policy, content, "MessageBody")).toBe(expected);
});

test.each([
  ["no JSON", "{"],
  ["no object", "[]"],
  ["a value that is no list", '{"a":"x"}'],
  ["an empty list", '{"a":[]}'],
  ["an unknown keyword", '{"a":[{"sounds-like":"x"}]}'],
  ["nested keys for attributes", '{"a":{"b":["x"]}}'],
  ["a number beyond a billion", '{"a":[{"numeric":["<",1000000001]}]}'],
  ["six keys", '{"a":["1"],"b":["1"],"c":["1"],"d":["1"],"e":["1"],"f":["1"]}'],
  ["more than 150 combinations", JSON.stringify({ a: Array(13).fill("x"), b: Array(12).fill("y") })],
  ["a thousand levels", `${'{"$or":[{"a":["1"]},'.repeat(1000)}{"b":["1"]}${"]}".repeat(1000)}`],
])("%s is refused", (_, text) => {
  expect(() => filterOf(text, "MessageAttributes")).toThrow(FilterPolicyProblem);
});
