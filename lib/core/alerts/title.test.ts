import { expect, test } from "vitest";
import { alertTitle, byGravity, type TitledReason } from "./title";

const FIRST: TitledReason = {
  condition: "class-new",
  severity: "page",
  subject: { kind: "class", id: "fc_1", name: "Card declined" },
  accountName: "shop",
  region: "eu-central-1",
  ties: [],
  sentence: "12 messages since 02:41 UTC.",
  since: "2026-11-20T02:41:00.000Z",
  resolvedAt: null,
};
const reason = (more: Partial<TitledReason>, id = "fc_1", name = FIRST.subject.name): TitledReason => ({
  ...FIRST,
  subject: { kind: "class", id, name },
  ...more,
});
const CONSUMER = "consumer:arn:aws:lambda:eu-central-1:111111111111:function:charge-card";

test.each<[string, TitledReason[], string]>([
  ["one reason is told by its condition and its name", [FIRST], "New failure: Card declined"],
  ["a queue too", [reason({ condition: "age-threshold" }, "q_1", "orders")], "orders holds messages too long"],
  [
    "a shared consumer comes before everything else",
    [reason({ ties: [CONSUMER, "error:timed out"] }), reason({ ties: [CONSUMER] }, "fc_2", "Other")],
    "charge-card fails: 2 classes in eu-central-1",
  ],
  [
    "a queue stands for its consumer",
    ["fc_1", "fc_2"].map((id) => reason({ ties: ["consumer:arn:aws:sqs:eu-central-1:1:orders"] }, id, id)),
    "The consumer of orders fails: 2 classes in eu-central-1",
  ],
  [
    "the same failure in several Regions is one line",
    [reason({}), reason({ region: "eu-west-1" }, "fc_2")],
    "New failure: Card declined: 2 classes in 2 Regions",
  ],
  [
    "a dependency is not named: an error text named it",
    ["fc_1", "fc_2"].map((id) => reason({ ties: ["dependency:pay.secret.example"] }, id, id)),
    "One dependency fails: 2 classes in eu-central-1",
  ],
  [
    "a shared account is named",
    ["fc_1", "fc_2"].map((id) => reason({ ties: ["account:acc_1 timeout"] }, id, id)),
    "Failures in shop: 2 classes in eu-central-1",
  ],
  [
    "what shares nothing is told by the gravest",
    [reason({ accountName: "mail" }), reason({ condition: "predicted-loss", accountName: "shop" }, "q_1", "orders")],
    "orders loses messages soon, and 1 more",
  ],
  [
    "what wakes somebody comes before what does not",
    [reason({}), reason({ condition: "pipeline-failing", severity: "notify" }, "pl_1", "orders")],
    "New failure: Card declined, and 1 more",
  ],
  [
    "two conditions about one thing are one thing",
    [reason({ ties: [CONSUMER] }), reason({ condition: "class-escalating", ties: [CONSUMER] })],
    "charge-card fails: 1 class in eu-central-1",
  ],
  [
    "what is over is not told while something holds",
    [reason({ condition: "predicted-loss", resolvedAt: "2026-11-20T03:00:00.000Z" }, "q_1", "orders"), FIRST],
    "New failure: Card declined",
  ],
  [
    "when all is over it is told as it was",
    [reason({ resolvedAt: "2026-11-20T03:00:00.000Z" })],
    "New failure: Card declined",
  ],
  ["nothing visible says so", [], "Nothing that you may see"],
])("%s", (_, reasons, title) => {
  expect(alertTitle(reasons)).toBe(title);
});

test("a hostile name stays on one line and is bounded", () => {
  const title = alertTitle([reason({}, "fc_1", `a\n\u202eb${"x".repeat(1000)}`)]);
  expect(title).not.toMatch(/[\n\u202e]/);
  expect(title.length).toBeLessThan(200);
});

test("the order is: what holds, then the gravest, then what began first", () => {
  const over = reason({ condition: "predicted-loss", resolvedAt: FIRST.since }, "q_1");
  const grave = reason({ condition: "pipeline-failing" }, "pl_1");
  const early = reason({ since: "2026-11-19T00:00:00.000Z" }, "fc_0");
  expect([over, FIRST, early, grave].sort(byGravity)).toEqual([grave, early, FIRST, over]);
});
