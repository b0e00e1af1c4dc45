import { expect, test } from "vitest";
import { aGraph, aQueue, NO_FACTS } from "./cases/a-graph";
import { judgeCoverage } from "./judge";
import type { CoverageRule, Severity, Verdict } from "./rule";

const orders = aQueue("orders");
const returns = aQueue("returns");
const graph = aGraph([orders, returns]);

function aRuleThat(id: string, check: () => readonly Verdict[]): CoverageRule {
  return { id, title: id, explanation: "", documentedAt: [], check };
}
function aHole(part: string, severity: Severity = "high"): NonNullable<Verdict["hole"]> {
  return { part, summary: "", evidence: [], confidence: "certain", severity, fix: null, failingStageArn: null };
}

test("every place that was looked at counts, covered or not, by resource", () => {
  const rules = [
    aRuleThat("one", () => [
      { resource: orders, hole: null },
      { resource: orders, hole: aHole("a") },
      { resource: returns, hole: null },
    ]),
    aRuleThat("two", () => [{ resource: orders, hole: aHole("") }]),
  ];

  const { holes, checked } = judgeCoverage(graph, NO_FACTS, rules);

  expect(checked).toEqual([
    { resource: orders, checkedCount: 3, coveredCount: 1 },
    { resource: returns, checkedCount: 1, coveredCount: 1 },
  ]);
  expect(holes.map(({ rule, resource, part }) => [rule, resource.name, part])).toEqual([
    ["one", "orders", "a"],
    ["two", "orders", ""],
  ]);
});

test("a rule that breaks is named and hides nothing of the others", () => {
  const rules = [
    aRuleThat("broken", () => {
      throw new Error("no such field");
    }),
    aRuleThat("sound", () => [{ resource: orders, hole: aHole("") }]),
  ];

  const { holes, brokenRules } = judgeCoverage(graph, NO_FACTS, rules);

  expect(brokenRules).toEqual([{ rule: "broken", reason: "no such field" }]);
  expect(holes.map(({ rule }) => rule)).toEqual(["sound"]);
});

test("of two holes in one part of a resource the worse is told", () => {
  const rule = aRuleThat("twice", () => [
    { resource: orders, hole: aHole("a", "low") },
    { resource: orders, hole: aHole("a", "critical") },
    { resource: orders, hole: aHole("a", "medium") },
  ]);

  const { holes } = judgeCoverage(graph, NO_FACTS, [rule]);

  expect(holes.map(({ severity }) => severity)).toEqual(["critical"]);
});
