import { expect, test } from "vitest";
import { dollarsFrom, dollarsText } from "./money-draft";

test.each([
  ["", null],
  ["  ", null],
  ["40", 40],
  ["$1,204.50", 1204.5],
  ["0", undefined],
  ["-3", undefined],
  ["1e3", undefined],
  ["forty", undefined],
  ["1000001", undefined],
])("%o typed as dollars is %o", (text, dollars) => {
  expect(dollarsFrom(text, 1)).toBe(dollars);
});

test("what was entered comes back as it was", () => {
  expect([dollarsText(null), dollarsText(0), dollarsText(41.5)]).toEqual(["", "0", "41.5"]);
});
