import { expect, test } from "vitest";
import { readOptions } from "./read-options.mjs";

test("the demo starts as it was left, with new failures, unless asked otherwise", () => {
  expect(readOptions([])).toEqual({ isReset: false, isQuiet: false, isHelp: false });
  expect(readOptions(["--quiet", "--reset"])).toEqual({ isReset: true, isQuiet: true, isHelp: false });
});

test("a misspelt option starts nothing", () => {
  expect(() => readOptions(["--rest"])).toThrow("--rest is unknown to the demo");
});
