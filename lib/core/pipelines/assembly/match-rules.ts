import type { Graph } from "../../inventory/graph";
import { type Match, matches } from "../../selection/selection";
import { canBePart } from "./ties";

/** One resource by its ARN, or all that match. */
export type PipelineMatch = Match | { readonly arn: string };

export interface PipelineRule {
  readonly id: string;
  readonly pipelineId: string;
  readonly kind: "join" | "cut";
  readonly match: PipelineMatch;
}
/** A rule with what it is about now. */
export interface MatchedRule extends PipelineRule {
  /** The entry of the pipeline that the rule belongs to, as it was known last. */
  readonly anchorArn: string;
  readonly arns: readonly string[];
}

export function isByArn(match: PipelineMatch): match is { readonly arn: string } {
  return "arn" in match;
}

/** What matches in a graph, as a question that may be asked often: none where nothing matches, and then a rule does nothing. */
export function matcherOf(
  graph: Graph,
  accountNames: ReadonlyMap<string, string>,
): (match: PipelineMatch) => readonly string[] {
  const places = graph.resources.filter(canBePart).map(({ arn, awsAccountId, accountId, region, name, tags }) => {
    const accountName = accountNames.get(accountId) ?? "";
    return { arn, awsAccountId, accountName, region, name, tags };
  });
  return (match) => {
    if (isByArn(match)) return graph.find(match.arn) || graph.edgesFrom(match.arn).length > 0 ? [match.arn] : [];
    return places.flatMap((place) => (matches(match, place) ? [place.arn] : []));
  };
}
