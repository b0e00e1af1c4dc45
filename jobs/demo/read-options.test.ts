import { expect, test } from "vitest";
import { readOptions } from "./read-options.mjs";

const NOTHING = {
  isReset: false,
  isQuiet: false,
  isFleet: false,
  isUnconnected: false,
  isHelp: false,
  incident: undefined,
};

test("the demo starts as it was left, with new failures, unless asked otherwise", () => {
  expect(readOptions([])).toEqual(NOTHING);
  expect(readOptions(["--quiet", "--reset"])).toEqual({ ...NOTHING, isReset: true, isQuiet: true });
  expect(readOptions(["--fleet"])).toEqual({ ...NOTHING, isFleet: true });
  expect(readOptions(["--fleet", "--unconnected"])).toEqual({ ...NOTHING, isFleet: true, isUnconnected: true });
});

test("an incident is asked for by its name, and without one they are listed", () => {
  expect(readOptions(["incident", "retry-storm"])).toEqual({ ...NOTHING, incident: "retry-storm" });
  expect(readOptions(["incident"])).toEqual({ ...NOTHING, incident: "" });
});

test.each([[["--rest"]], [["--unconnected"]], [["incidents"]], [["incident", "retry-storm", "--quiet"]]])(
  "%j starts nothing",
  (args) => {
    expect(() => readOptions(args)).toThrow("npm run demo");
  },
);
