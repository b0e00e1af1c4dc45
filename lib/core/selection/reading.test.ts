import { expect, test } from "vitest";
import { readingRuleFor } from "./reading";

const place = {
  awsAccountId: "111122223333",
  accountName: "shop",
  region: "eu-central-1",
  name: "orders-dlq",
  tags: null,
};
const rule = (name: string, mode: "off" | "index") => ({ match: { name }, mode, autoRescue: false });

test("the last rule that matches decides", () => {
  const rules = [rule("*", "index"), rule("orders-*", "off"), rule("stock-*", "index")];

  expect(readingRuleFor(rules, place)?.mode).toBe("off");
});

test("a queue that no rule names stays as its account says", () => {
  expect(readingRuleFor([rule("stock-*", "index")], place)).toBeUndefined();
});
