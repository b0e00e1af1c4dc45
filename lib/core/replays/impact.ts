import { targetName } from "../events/side-effect";
import type { Graph } from "../inventory/graph";
import type { ResourceOf } from "../inventory/resource";
import type { Impact } from "./hit";
import { leavesOutReplays } from "./replay-pattern";
import { Walk } from "./walk";

/**
 * Follows events of a replay from the chosen rules of a bus to everything that they reach: targets, other buses and their rules,
 * subscriptions of topics, consumers of queues, pipes, destinations of functions. Beyond the first bus every rule is taken to
 * match, so it tells too much rather than too little.
 */
export function impactOf(graph: Graph, busArn: string, rules: readonly ResourceOf<"rule">[]): Impact {
  const walk = new Walk(graph, busArn);
  const live = rules.filter(doesRun);
  for (const rule of live) walk.rule(rule, [`bus ${targetName(busArn)}`]);
  return {
    rules: rules.map((rule) => ({
      arn: rule.arn,
      name: rule.name,
      isEnabled: rule.config.isEnabled,
      doesMatchReplays: !leavesOutReplays(rule.config.eventPattern),
      targetCount: rule.config.targets.length,
    })),
    ...walk.found(),
  };
}

export function doesRun({ config }: ResourceOf<"rule">): boolean {
  return config.isEnabled && !leavesOutReplays(config.eventPattern);
}

/** The rules of a bus, as the inventory has them. */
export function rulesOfBus(graph: Graph, busArn: string): ResourceOf<"rule">[] {
  return graph.all("rule").filter(({ config }) => config.busArn === busArn);
}
