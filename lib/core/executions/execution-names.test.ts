import { expect, test } from "vitest";
import { executionArnOf, executionNameOf, machineArnOf, newExecutionName, redriveToken } from "./execution-names";

const RUN = "run_01jd8q6f9qabcdefgh12";
const MACHINE = "arn:aws:states:eu-central-1:111111111111:stateMachine:checkout";

test.each([
  ["a short name", "order-4711"],
  ["a uuid twice", "0b3f4c1e-8a2d-4a55-9d0b-3f1f2f7f0a11_0b3f4c1e-8a2d-4a55-9d0b-3f1f2f7f0a11"],
  ["the longest name of characters that take two places", "𝒜".repeat(40)],
])("%s gives a new name that Step Functions takes, and the same one each time", (_, old) => {
  const name = newExecutionName(old, RUN, 99_999);

  expect(name.length).toBeLessThanOrEqual(80);
  expect(name.isWellFormed()).toBe(true);
  expect(name.startsWith(old.slice(0, 10))).toBe(true);
  expect(name).toBe(newExecutionName(old, RUN, 99_999));
});

test("two items, and two runs, never share a name or a token", () => {
  const long = "x".repeat(80);
  const names = [newExecutionName(long, RUN, 1), newExecutionName(long, RUN, 11), newExecutionName(long, `${RUN}0`, 1)];
  const tokens = [redriveToken(RUN, 1), redriveToken(RUN, 11), redriveToken(`${RUN}0`, 1)];

  expect(new Set(names).size).toBe(3);
  expect(new Set(tokens).size).toBe(3);
  for (const token of tokens) expect(token).toMatch(/^[!-~]{1,64}$/);
});

test("an execution and its machine are found from each other", () => {
  const arn = executionArnOf(MACHINE, "order-4711");

  expect(arn).toBe("arn:aws:states:eu-central-1:111111111111:execution:checkout:order-4711");
  expect(machineArnOf(arn)).toBe(MACHINE);
  expect(executionNameOf(arn)).toBe("order-4711");
  expect(executionArnOf(`${MACHINE}:prod`, "order-4711")).toBe(arn);
  expect(machineArnOf(arn.replace(":execution:", ":express:"))).toBeUndefined();
});
