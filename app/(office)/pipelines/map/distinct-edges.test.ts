import { expect, test } from "vitest";
import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { distinctEdges } from "./distinct-edges";

const edge = (over: Partial<PipelineEdgeView>): PipelineEdgeView => ({
  from: "rule",
  to: "dlq",
  kind: "dead-letters",
  label: null,
  ratePerMinute: null,
  failedPerMinute: null,
  health: "healthy",
  ...over,
});

test("edges between the same two parts are one line, which shows the worst state and no figure twice", () => {
  const edges = [edge({ label: "a", ratePerMinute: 3 }), edge({ label: "b", ratePerMinute: 3, health: "failing" })];

  expect(distinctEdges(edges)).toEqual([edge({ ratePerMinute: 3, health: "failing" })]);
});

test("another way between the same two parts stays a line of its own, and what nobody measured is no 0", () => {
  const edges = [edge({}), edge({}), edge({ kind: "delivers" })];

  expect(distinctEdges(edges)).toEqual([edge({}), edge({ kind: "delivers" })]);
});
