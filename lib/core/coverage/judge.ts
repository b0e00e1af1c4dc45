import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";
import { type CoverageFacts, type CoverageRule, type Hole, SEVERITIES } from "./rule";

/** A hole and the id of the rule that found it. Rule, resource and part together name it: the same next time. */
export interface FoundHole extends Hole {
  readonly rule: string;
}
/** How many places of one resource were looked at, and how many of them have no hole. The score is their ratio. */
export interface ResourceCount {
  readonly resource: Resource;
  readonly checkedCount: number;
  readonly coveredCount: number;
}
export interface CoverageJudgement {
  readonly holes: readonly FoundHole[];
  /** Resources without a place that could be judged are not in it. */
  readonly checked: readonly ResourceCount[];
  /** Rules that threw: our mistake. What they would have found is unknown, so earlier findings of theirs must stay. */
  readonly brokenRules: readonly { readonly rule: string; readonly reason: string }[];
}

/** Puts every rule to the graph. Pure. A rule that throws is told and hides nothing that the others find. */
export function judgeCoverage(graph: Graph, facts: CoverageFacts, rules: readonly CoverageRule[]): CoverageJudgement {
  const holes = new Map<string, FoundHole>();
  const counts = new Map<string, ResourceCount>();
  const brokenRules: { rule: string; reason: string }[] = [];
  for (const rule of rules) {
    try {
      for (const { resource, hole } of rule.check(graph, facts)) {
        const { checkedCount, coveredCount } = counts.get(resource.arn) ?? { checkedCount: 0, coveredCount: 0 };
        counts.set(resource.arn, {
          resource,
          checkedCount: checkedCount + 1,
          coveredCount: coveredCount + (hole ? 0 : 1),
        });
        if (hole) keepWorst(holes, { ...hole, resource, rule: rule.id });
      }
    } catch (error) {
      brokenRules.push({ rule: rule.id, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { holes: [...holes.values()], checked: [...counts.values()], brokenRules };
}

/** A rule that says two things of one part says the worse one: a finding has one row. */
function keepWorst(holes: Map<string, FoundHole>, hole: FoundHole): void {
  const key = JSON.stringify([hole.rule, hole.resource.arn, hole.part]);
  const other = holes.get(key);
  if (!other || SEVERITIES.indexOf(hole.severity) < SEVERITIES.indexOf(other.severity)) holes.set(key, hole);
}
