import { expect, test } from "vitest";
import { changingPart, isWithin, type Selector } from "./selector";

const some = (what: Partial<Extract<Selector, { kind: "some" }>>): Selector => ({
  kind: "some",
  accountIds: [],
  environments: [],
  tags: [],
  owners: [],
  ...what,
});
const tag = { key: "team", value: "orders" };

test("a selector lies within others only by the very words they name, never by what those stand for today", () => {
  const outer = [some({ environments: ["prd"] }), some({ accountIds: ["acc_a"], tags: [tag] })];

  expect(isWithin(outer, some({ environments: ["prd"], tags: [tag], accountIds: ["acc_a"] }))).toBe(true);
  expect(isWithin(outer, some({ environments: ["prd", "sat"] }))).toBe(false);
  expect(isWithin(outer, some({ tags: [{ key: "team", value: "billing" }] }))).toBe(false);
  expect(isWithin(outer, some({ owners: ["orders"] }))).toBe(false);
  expect(isWithin(outer, { kind: "all" })).toBe(false);
  expect(isWithin([], some({ owners: ["orders"] }))).toBe(false);
  expect(isWithin([{ kind: "all" }], some({ owners: ["orders"] }))).toBe(true);
});

test("environments, tags and owners come to name other things by themselves; accounts and everything do not", () => {
  expect(changingPart({ kind: "all" })).toBeUndefined();
  expect(changingPart(some({ accountIds: ["acc_a"] }))).toBeUndefined();
  expect(changingPart(some({ accountIds: ["acc_a"], owners: ["x"] }))).toEqual(some({ owners: ["x"] }));
});
