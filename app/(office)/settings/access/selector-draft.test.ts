import { expect, test } from "vitest";
import { EVERYTHING_DRAFT, selectorFrom } from "./selector-draft";

test("what is typed as tags and owners becomes a selector, empty pieces left out", () => {
  const draft = { ...EVERYTHING_DRAFT, isAll: false, tags: "team=orders, cost = a=b\n", owners: " checkout,,pay " };

  expect(selectorFrom(draft)).toEqual({
    kind: "some",
    accountIds: [],
    environments: [],
    tags: [
      { key: "team", value: "orders" },
      { key: "cost", value: "a=b" },
    ],
    owners: ["checkout", "pay"],
  });
});

test("everything stays everything, whatever was typed before", () => {
  expect(selectorFrom({ ...EVERYTHING_DRAFT, tags: "team=orders" })).toEqual({ kind: "all" });
});
