import { expect, test } from "vitest";
import { sparklinePaths } from "./sparkline-paths";

test("a gap breaks the line instead of falling to zero", () => {
  const { lines, gaps } = sparklinePaths([1, 2, null, null, 3, 1], 96);

  expect(lines).toHaveLength(2);
  expect(gaps).toHaveLength(1);
});

test("nothing known draws one gap over the whole width and no end point", () => {
  const { lines, gaps, end } = sparklinePaths([null, null, null], 96);

  expect({ lines, end }).toEqual({ lines: [], end: null });
  expect(gaps).toEqual([{ x: 1, width: 93 }]);
});

test("an end that is missing is not marked as the newest value", () => {
  expect(sparklinePaths([5, 4, null], 96).end).toBeNull();
});

test("all zeros lie on the floor", () => {
  expect(sparklinePaths([0, 0], 96).lines).toEqual(["M1 23.5L94 23.5"]);
});
