import { expect, test } from "vitest";
import { summaryOf } from "./summary";

test("the same settings make the same text, whatever the order in which AWS told them", () => {
  const one = { b: { y: 1, x: [{ d: 1, c: 2 }] }, a: undefined };
  const other = { a: null, b: { x: [{ c: 2, d: 1 }], y: 1 } };

  expect(JSON.stringify(summaryOf(one))).toBe(JSON.stringify(summaryOf(other)));
});

test("dates become text, and what is left out is not there", () => {
  const told = { at: new Date("2026-11-20T08:00:00Z"), secret: "hunter2", off: false, none: 0 };

  expect(summaryOf(told, ["secret"])).toEqual({ at: "2026-11-20T08:00:00.000Z", off: false, none: 0 });
});
