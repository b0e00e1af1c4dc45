import { expect, test } from "vitest";
import type { Edge } from "../inventory/edges";
import { edgeFigures, edgeHealth } from "./edge-figures";
import type { HealthState } from "./health";

const arn = (name: string) => `arn:aws:${name.replace(":", ":eu-central-1:1:")}`;
const [BUS, RULE, FUNCTION, OTHER, QUEUE, DLQ] = [
  "events:event-bus/shop",
  "events:rule/shop/placed",
  "lambda:charge",
  "lambda:other",
  "sqs:orders",
  "sqs:orders-dlq",
].map(arn) as [string, string, string, string, string, string];
const edge = (from: string, to: string, kind: Edge["kind"] = "delivers"): Edge => ({ from, to, kind, part: null });
const rate = (
  ratePerMinute: number | null,
  failedPerMinute: number | null,
  deadLetteredPerMinute: number | null = null,
) => ({
  ratePerMinute,
  failedPerMinute,
  deadLetteredPerMinute,
});
const notShared = () => false;

type Case = {
  edges: Edge[];
  rates: [string, ReturnType<typeof rate>][];
  health: [string, HealthState][];
  isShared?: (of: string) => boolean;
};

function told({ edges, rates, health, isShared = notShared }: Case) {
  const figuresOf = edgeFigures(edges, new Map(rates), isShared);
  return edges.map((one) => {
    const figures = figuresOf(one);
    return [figures.ratePerMinute, figures.failedPerMinute, edgeHealth(one, figures, new Map(health))];
  });
}

test("a rule whose delivery to its only target fails marks that edge, and not the one from the bus to it", () => {
  expect(
    told({
      edges: [edge(BUS, RULE), edge(RULE, FUNCTION)],
      rates: [[RULE, rate(12, 3)]],
      health: [
        [BUS, "healthy"],
        [RULE, "failing"],
        [FUNCTION, "healthy"],
      ],
    }),
  ).toEqual([
    [12, null, "healthy"],
    [12, 3, "failing"],
  ]);
});

test("of a failing rule with two targets nobody knows which one fails, so that neither edge is called failing", () => {
  expect(
    told({
      edges: [edge(RULE, FUNCTION), edge(RULE, QUEUE)],
      rates: [[RULE, rate(12, 3)]],
      health: [
        [RULE, "failing"],
        [FUNCTION, "healthy"],
        [QUEUE, "healthy"],
      ],
    }).map(([, failed, health]) => [failed, health]),
  ).toEqual([
    [null, "healthy"],
    [null, "healthy"],
  ]);
});

test("the errors of a function are those of the only edge that leads to it", () => {
  const health: Case["health"] = [
    [QUEUE, "healthy"],
    [FUNCTION, "degraded"],
  ];
  const rates: Case["rates"] = [[FUNCTION, rate(10, 1)]];

  expect(told({ edges: [edge(QUEUE, FUNCTION, "consumes")], rates, health })).toEqual([[10, 1, "degraded"]]);
  expect(told({ edges: [edge(QUEUE, FUNCTION, "consumes"), edge(OTHER, FUNCTION)], rates, health })).toEqual([
    [null, null, "healthy"],
    [null, null, "healthy"],
  ]);
});

test("what arrives in a dead-letter queue is told of its only source, and of none where several pipelines share it", () => {
  const rates: Case["rates"] = [[DLQ, rate(2, 2)]];
  const health: Case["health"] = [
    [QUEUE, "healthy"],
    [OTHER, "healthy"],
    [DLQ, "failing"],
  ];
  const own = edge(QUEUE, DLQ, "dead-letters");

  expect(told({ edges: [own], rates, health })).toEqual([[2, 2, "failing"]]);
  expect(told({ edges: [own], rates, health, isShared: (of) => of === DLQ })).toEqual([[null, null, "healthy"]]);
  expect(told({ edges: [own, edge(OTHER, DLQ, "dead-letters")], rates, health })).toEqual([
    [null, null, "healthy"],
    [null, null, "healthy"],
  ]);
});

test("a queue that nobody takes from marks the way to its only consumer as stalled, and what nobody sees is blind", () => {
  expect(
    told({
      edges: [edge(QUEUE, FUNCTION, "consumes"), edge(OTHER, DLQ)],
      rates: [],
      health: [
        [QUEUE, "stalled"],
        [FUNCTION, "healthy"],
        [OTHER, "blind"],
        [DLQ, "blind"],
      ],
    }).map(([, , health]) => health),
  ).toEqual(["stalled", "blind"]);
});
