import { expect, test } from "vitest";
import { aGraph, aQueue, aRule, aTarget, busArn, queueArn, ruleArn } from "../../coverage/cases/a-graph";
import type { Resource } from "../../inventory/resource";
import { assemblePipelines } from "./assemble";
import { type MatchedRule, matcherOf, type PipelineMatch } from "./match-rules";

const to = (arn: string) => aTarget({ id: arn, arn });
const way = (name: string, more: Partial<Parameters<typeof aQueue>[1]> = {}, tags = {}): Resource[] => [
  aRule(`${name}-placed`, { targets: [to(queueArn(name))] }),
  aQueue(name, more, { tags }),
];
const shop = [...way("orders"), ...way("stock", {}, { pipeline: "orders" }), ...way("mail")];

function withRule(
  resources: readonly Resource[],
  kind: "join" | "cut",
  match: PipelineMatch,
  of = ruleArn("orders-placed"),
) {
  const graph = aGraph(resources);
  const arns = matcherOf(graph, new Map([["acc_111122223333", "shop"]]))(match);
  const rule: MatchedRule = { id: "plr_1", pipelineId: "pl_1", kind, match, anchorArn: of, arns };
  return assemblePipelines(graph, [rule]).map(({ parts }) =>
    parts.flatMap(({ name, role }) => (role === "shared" ? [] : [name])).sort(),
  );
}

const ALL = [
  ["mail", "mail-placed"],
  ["orders", "orders-placed"],
  ["stock", "stock-placed"],
];
const JOINED = [
  ["mail", "mail-placed"],
  ["orders", "orders-placed", "stock", "stock-placed"],
];

test.each<[string, PipelineMatch]>([
  ["its ARN", { arn: queueArn("stock") }],
  ["its name", { name: "stock*" }],
  ["a tag, which survives a new name", { tag: { key: "pipeline", value: "orders" } }],
])("what is joined by %s brings its whole pipeline with it", (_, match) => {
  expect(withRule(shop, "join", match).sort()).toEqual(JOINED);
});

test("a rule that finds nothing does nothing", () => {
  expect(withRule(shop, "join", { name: "parcels*" }).sort()).toEqual(ALL);
  expect(withRule(shop, "cut", { arn: queueArn("parcels") }).sort()).toEqual(ALL);
});

test("a pipeline begins where somebody cut it", () => {
  expect(withRule(shop, "cut", { arn: queueArn("orders") }).sort()).toEqual([
    ["mail", "mail-placed"],
    ["orders"],
    ["orders-placed"],
    ["stock", "stock-placed"],
  ]);
});

test("a pipeline that was cut begins at the cut", () => {
  const graph = aGraph(shop);
  const rule: MatchedRule = {
    ...{ id: "plr_1", pipelineId: "pl_1", kind: "cut", match: { name: "orders" } },
    ...{ anchorArn: queueArn("orders"), arns: [queueArn("orders")] },
  };

  expect(assemblePipelines(graph, [rule]).map(({ anchorArn }) => anchorArn)).toContain(queueArn("orders"));
});

const central = [
  ...way("orders", { deadLetterTargetArn: queueArn("all-dlq") }),
  ...way("stock", { deadLetterTargetArn: queueArn("all-dlq") }),
  aQueue("all-dlq"),
];

test("a shared dead-letter queue that is joined by its ARN is shared no more, and unites who gives up there", () => {
  expect(withRule(central, "join", { arn: queueArn("all-dlq") })).toEqual([
    ["all-dlq", "orders", "orders-placed", "stock", "stock-placed"],
  ]);
});

test("a name that happens to fit a shared dead-letter queue does not unite who gives up there", () => {
  expect(withRule(central, "join", { name: "all*" }).sort()).toEqual([
    ["orders", "orders-placed"],
    ["stock", "stock-placed"],
  ]);
});

test("a bus that is joined by its ARN makes one pipeline of its rules", () => {
  expect(withRule(shop, "join", { arn: busArn("default") })).toHaveLength(1);
});
