import { type CoverageJudgement, judgeCoverage } from "@/lib/core/coverage/judge";
import type { CoverageFacts, CoverageRule } from "@/lib/core/coverage/rule";
import type { Graph } from "@/lib/core/inventory/graph";

export interface Look extends CoverageJudgement {
  /** Whether this rule looked at this resource and could say something about it. */
  didLookAt(rule: string, arn: string): boolean;
  /** Whether the rule exists and worked. */
  didRun(rule: string): boolean;
  isKnown(rule: string): boolean;
}

/** Judges the graph, and remembers what each rule looked at: only there does silence mean that a hole was mended. */
export function lookForHoles(graph: Graph, facts: CoverageFacts, rules: readonly CoverageRule[]): Look {
  const seen = new Set<string>();
  const listening = rules.map(
    (rule): CoverageRule => ({
      ...rule,
      check(...asked) {
        const verdicts = rule.check(...asked);
        for (const { resource } of verdicts) seen.add(`${rule.id} ${resource.arn}`);
        return verdicts;
      },
    }),
  );
  const judgement = judgeCoverage(graph, facts, listening);
  const known = new Set(rules.map(({ id }) => id));
  const broken = new Set(judgement.brokenRules.map(({ rule }) => rule));
  return {
    ...judgement,
    didLookAt: (rule, arn) => seen.has(`${rule} ${arn}`),
    isKnown: (rule) => known.has(rule),
    didRun: (rule) => known.has(rule) && !broken.has(rule),
  };
}
