import { expect, test } from "vitest";
import { routeInWords } from "./route-in-words";

const told = { route: "ops", mute: null, muteReason: null, toldAt: "2026-11-21T10:00:00.000Z", isWhole: true };

test.each([
  ["somebody", "By the route ops."],
  ["nobody-yet", "By the route ops. It has reached nobody yet."],
  ["nobody", "By the route ops. It reached nobody: every channel refused it, was off, or was given up."],
  [null, "By the route ops."],
] as const)("what was told and reached %s is not said to have arrived", (reached, words) => {
  expect(routeInWords({ ...told, reached })).toBe(words);
});

test("nobody was told, and why", () => {
  expect(routeInWords({ ...told, toldAt: null, reached: null })).toBe("By the route ops. Nobody was told.");
  expect(routeInWords({ ...told, toldAt: null, mute: "silence", reached: null })).toContain("a silence holds");
  expect(routeInWords({ ...told, isWhole: false, reached: "nobody" })).not.toMatch(/ops|nobody/);
});
