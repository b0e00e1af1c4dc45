import { expect, test } from "vitest";
import { lossShare, lossTone } from "./loss";

const HOUR = 3600;

test.each([
  [23 * HOUR, false, "danger"],
  [24 * HOUR, false, "ink-2"],
  [52 * HOUR, false, "ink-2"],
  [52 * HOUR, true, "warn"],
  [72 * HOUR, true, "ink-2"],
  [-HOUR, false, "danger"],
])("with %s s left and more arriving: %s, the clock is %s", (left, isWorsening, tone) => {
  expect(lossTone(left, isWorsening)).toBe(tone);
});

test("the fuse never runs past its ends", () => {
  expect([lossShare(-5, 100), lossShare(25, 100), lossShare(400, 100), lossShare(5, 0)]).toEqual([0, 0.25, 1, 0]);
});
