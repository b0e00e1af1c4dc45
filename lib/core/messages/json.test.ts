import fc from "fast-check";
import { expect, test } from "vitest";
import { member, parseJson, rawMember } from "./json";

test.each([
  ['{"a": 1 , "b":[1,{"c":"}"}]}', "a", "1"],
  ['{"a":1, "b": [1, {"c": "}"}] }', "b", '[1, {"c": "}"}]'],
  ['{"a\\u0062":"x\\"y","z":1}', "ab", '"x\\"y"'],
  ['{"a":1,"a":2}', "a", "2"],
  ['{"a":1}', "b", undefined],
  ["{}", "a", undefined],
])("the source text of a member is found in %s", (text, name, expected) => {
  expect(rawMember(text, name)).toBe(expected);
});

test("the source text of any member means what the parsed member means", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(4), (object, indent) => {
      const text = JSON.stringify(object, null, indent);
      return Object.keys(object).every(
        (name) => JSON.stringify(JSON.parse(rawMember(text, name) ?? "")) === JSON.stringify(object[name]),
      );
    }),
  );
});

test("inherited names are no members", () => {
  const json = parseJson('{"a":1}');

  expect([member(json, "constructor"), member(json, "__proto__"), member(json, "a")]).toEqual([
    undefined,
    undefined,
    1,
  ]);
});
