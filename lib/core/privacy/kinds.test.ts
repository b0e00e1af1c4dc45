import { expect, test } from "vitest";
import { KINDS, lostByCapture, MESSAGE_KINDS, RETENTION_KINDS } from "./kinds";

test("everything that goes with messages or executions holds content and says who may erase it", () => {
  const going = Object.entries(KINDS).filter(([, { goesBy }]) => goesBy === "message" || goesBy === "execution");

  expect(going.map(([name]) => name).sort()).toEqual([...RETENTION_KINDS].sort());
  expect(going.every(([, { holdsContent, erasedBy }]) => holdsContent && erasedBy.length > 0)).toBe(true);
});

test.each([
  ["whole", "shape", ["body", "preview", "projection", "errorText", "evidence"]],
  ["whole", "masked", ["body"]],
  ["masked", "none", ["preview", "projection", "errorText", "evidence"]],
  ["shape", "whole", []],
  ["whole", "whole", []],
] as const)("from %s to %s goes what the new level does not keep", (before, after, lost) => {
  expect(lostByCapture(before, after)).toEqual(lost);
});

test("a capture level never decides about the vault", () => {
  expect(MESSAGE_KINDS).toContain("vault");
  expect(lostByCapture("whole", "none")).not.toContain("vault");
});
