import type { Graph } from "../../inventory/graph";
import type { CoverageRule, Severity } from "../rule";
import { NO_FACTS } from "./a-graph";

/** The places that a rule looked at, each with the severity of its hole, or *covered*. */
export function foundBy(
  rule: CoverageRule,
  graph: Graph,
  facts = NO_FACTS,
): readonly (readonly [name: string, found: Severity | "covered"])[] {
  return rule.check(graph, facts).map(({ resource, hole }) => [resource.name, hole?.severity ?? "covered"]);
}
