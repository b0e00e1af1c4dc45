import { expect, test } from "vitest";
import { statusAfterMerge } from "./merged-status";

test.each([
  ["ongoing", "new", "ongoing"],
  ["resolved", "ongoing", "ongoing"],
  ["resolved", "new", "ongoing"],
  ["resolved", "backlog", "backlog"],
  ["backlog", "new", "ongoing"],
  ["backlog", "resolved", "backlog"],
  ["ongoing", "escalating", "escalating"],
  ["escalating", "backlog", "escalating"],
] as const)("a class that is %s is, with one that is %s merged into it, %s", (into, from, after) => {
  expect(statusAfterMerge(into, from)).toBe(after);
});
