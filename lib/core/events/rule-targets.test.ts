import { expect, test } from "vitest";
import type { RuleTarget } from "@/lib/core/inventory/resource";
import { failedTarget, settingsOfTarget, whyNotCallable } from "./rule-targets";

const PLACE = "eu-central-1:111122223333";
const RULE = `arn:aws:events:${PLACE}:rule/shop/orders`;
const QUEUE = `arn:aws:sqs:${PLACE}:ship`;
const DLQ = `arn:aws:sqs:${PLACE}:events-dlq`;

const aTarget = (id: string, more: Partial<RuleTarget> = {}): RuleTarget => ({
  id,
  arn: QUEUE,
  roleArn: null,
  deadLetterArn: DLQ,
  maxRetries: null,
  maxAgeSeconds: null,
  input: "event",
  inputSha256: null,
  messageGroupId: null,
  ...more,
});
const failed = (...targets: RuleTarget[]) => failedTarget(RULE, targets, QUEUE, DLQ);

test("of two targets with the same ARN, it is the one that gives up into this queue", () => {
  const [here, elsewhere] = [aTarget("a"), aTarget("b", { deadLetterArn: `${DLQ}-2`, inputSha256: "1f" })];

  expect(failed(elsewhere, here)).toEqual({ target: here });
});

test("two that would get the same are as good as one; two with another input each are named", () => {
  expect(failed(aTarget("a"), aTarget("b"))).toMatchObject({ target: { id: "a" } });
  expect(failed(aTarget("a"), aTarget("b", { inputSha256: "1f" }))).toEqual({
    problem: expect.stringContaining("as a and b"),
  });
});

test("a target that is gone, or never gave up into this queue, gets nothing", () => {
  expect(failed(aTarget("a", { arn: DLQ }))).toEqual({ problem: expect.stringContaining("not a target") });
  expect(failed(aTarget("a", { deadLetterArn: null }))).toEqual({ problem: expect.stringContaining("claim") });
});

test("what is relied on names the rule, the target and what it is sent", () => {
  expect(settingsOfTarget(RULE, aTarget("a", { input: "path", inputSha256: "1f", messageGroupId: "g" }))).toEqual({
    "shop/orders → a: rule": RULE,
    "shop/orders → a: target": QUEUE,
    "shop/orders → a: input": "path 1f",
    "shop/orders → a: message group": "g",
  });
});

test.each([
  ["states", "stateMachine:x", /not built/],
  ["kinesis", "stream/x", /stream/],
  ["events", "api-destination/x/1", /secret/],
  ["ecs", "cluster/x", /ecs/],
  ["events", "event-busv2/x/01AB", /new style/],
])("a target of %s is refused by its reason", (service, resource, why) => {
  expect(whyNotCallable(`arn:aws:${service}:${PLACE}:${resource}`)).toMatch(why);
});

test.each([
  ["sqs", "x"],
  ["lambda", "function:x"],
  ["sns", "x"],
  ["events", "event-bus/x"],
])("a target of %s can be called", (service, resource) => {
  expect(whyNotCallable(`arn:aws:${service}:${PLACE}:${resource}`)).toBeUndefined();
});
