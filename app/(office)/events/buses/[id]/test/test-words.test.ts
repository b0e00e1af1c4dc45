import { expect, test } from "vitest";
import { exampleEvent } from "./example-event";
import { inOrder, testHeadline } from "./test-words";

const USUAL = { source: "my.shop", "detail-type": "OrderPlaced" };

test.each<[string, object, object]>([
  [
    "plain values",
    { source: ["shop.orders"], "detail-type": ["OrderPlaced", "OrderPaid"], detail: { state: ["paid", null] } },
    { source: "shop.orders", "detail-type": "OrderPlaced", detail: { state: "paid" } },
  ],
  [
    "a prefix and a number",
    { detail: { sku: [{ prefix: "A-" }], total: [{ numeric: [">", 100] }] } },
    { ...USUAL, detail: { sku: "A-", total: 101 } },
  ],
  [
    "a field that must be absent",
    { detail: { error: [{ exists: false }], id: [{ exists: true }] } },
    { ...USUAL, detail: { id: "something" } },
  ],
  ["alternatives", { detail: { $or: [{ a: [1] }, { b: [2] }] } }, { ...USUAL, detail: { a: 1 } }],
  ["resources", { resources: ["arn:aws:s3:::b"] }, { ...USUAL, detail: {}, resources: ["arn:aws:s3:::b"] }],
])("the example for a rule with %s fits its pattern", (_, pattern, event) => {
  expect(JSON.parse(exampleEvent(JSON.stringify(pattern)))).toEqual(event);
});

test.each([null, "{broken", "[]"])(
  "without a pattern that can be read (%s) the example is an ordinary event",
  (pattern) => {
    expect(JSON.parse(exampleEvent(pattern))).toEqual({ ...USUAL, detail: { orderId: "o-1" } });
  },
);

test.each<[("yes" | "no" | "unknown")[], string]>([
  [["yes", "no", "no"], "1 of 3 rules would match."],
  [["no", "no"], "No rule would match."],
  [["yes", "unknown"], "1 of 2 rules would match. Of 1 nobody can say."],
  [["unknown"], "No rule would match. Of 1 nobody can say."],
  [[], "No rule to ask."],
])("answers %j are headed %s", (answers, headline) => {
  expect(testHeadline(answers.map((matches) => ({ matches, managedBy: null })))).toBe(headline);
});

test("the rule that it is about stands first, those of AWS last and uncounted", () => {
  const aRule = (ruleId: string, managedBy: string | null = null) => ({ ruleId, managedBy, matches: "yes" as const });
  const rules = [aRule("a"), aRule("m", "events.amazonaws.com"), aRule("b"), aRule("c")];
  const ids = (ruleId: string | undefined) => inOrder(rules, ruleId).map((rule) => rule.ruleId);

  expect([ids("c"), ids(undefined)]).toEqual([
    ["c", "a", "b", "m"],
    ["a", "b", "c", "m"],
  ]);
  expect(testHeadline(rules)).toBe("3 of 3 rules would match.");
});
