import { expect, test } from "vitest";
import { busArnOfRule, busNameOfRule, isRuleArn, ruleNameOf } from "./rule-arn";

const rule = (path: string) => `arn:aws-cn:events:cn-north-1:111122223333:rule/${path}`;

test.each([
  ["orders", "default", "orders"],
  ["shop/orders", "shop", "orders"],
  ["aws.partner/shop.example/7/orders", "aws.partner/shop.example/7", "orders"],
])("rule/%s is on the bus %s", (path, bus, name) => {
  expect(busNameOfRule(rule(path))).toBe(bus);
  expect(ruleNameOf(rule(path))).toBe(name);
  expect(busArnOfRule(rule(path))).toBe(`arn:aws-cn:events:cn-north-1:111122223333:event-bus/${bus}`);
});

test("only the ARN of a rule is one", () => {
  expect(isRuleArn(rule("a"))).toBe(true);
  expect(isRuleArn("arn:aws:events:eu-west-1:111122223333:event-bus/a")).toBe(false);
  expect(isRuleArn("transformer 1f")).toBe(false);
});
