import { expect, test } from "vitest";
import { isWanted, unitsOf } from "./units";

const at = (units: readonly string[], tags: Record<string, string> = {}) => ({
  ouPath: units,
  ouIds: units.map((unit) => `ou-${unit}`),
  tags,
});

test("a unit counts the accounts of the units below it; accounts at the root are in none", () => {
  const accounts = [at([]), at(["prd"]), at(["prd", "shop"]), at(["prd", "shop"]), at(["sat"])];

  expect(unitsOf(accounts)).toEqual([
    { id: "ou-prd", path: "prd", accountCount: 3 },
    { id: "ou-shop", path: "prd / shop", accountCount: 2 },
    { id: "ou-sat", path: "sat", accountCount: 1 },
  ]);
});

test("a unit finds accounts below it too", () => {
  expect(isWanted(at(["prd", "shop"]), { ou: "ou-prd" })).toBe(true);
  expect(isWanted(at(["sat"]), { ou: "ou-prd" })).toBe(false);
});

test.each([
  ["team", true],
  ["team=shop", true],
  ["team=other", false],
  ["Team", false],
  ["a=b", true],
  ["a=b=c=d", true],
  ["a", false],
  ["empty=", true],
  ["ünï: code/+@", true],
])("the tag filter %s is taken to the letter", (tag, expected) => {
  const tags = { team: "shop", "a=b": "c=d", empty: "", "ünï: code/+@": "x" };

  expect(isWanted(at([], tags), { tag })).toBe(expected);
});
