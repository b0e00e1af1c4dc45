import { nameOfArn } from "@/lib/core/arn";
import type { FoundHole } from "@/lib/core/coverage/judge";
import type { Graph } from "@/lib/core/inventory/graph";
import type { Resource, ResourceKind } from "@/lib/core/inventory/resource";

/**
 * Other accounts of ours whose resources a hole speaks of, by their ARN, name or owner, because they lead to its place.
 * What the place's own settings name is its account's to know; these are not.
 */
export function accountsNamedIn(hole: FoundHole, graph: Graph, owners: ReadonlyMap<string, string>): string[] {
  const { resource, summary, evidence, fix, part, failingStageArn } = hole;
  const text = JSON.stringify([summary, evidence, fix, part, failingStageArn]);
  const named = others(graph, resource).flatMap((other) => {
    if (other.accountId === resource.accountId) return [];
    return tellTales(other, owners).some((word) => text.includes(word)) ? [other.accountId] : [];
  });
  return [...new Set(named)].sort();
}

/** These say themselves what they take from: the edge begins at a place that knows nothing of them. */
const TAKERS: ReadonlySet<ResourceKind> = new Set(["mapping", "pipe", "subscription", "rule", "archive"]);

function others(graph: Graph, { arn }: Resource): Resource[] {
  const leading = graph.edgesTo(arn).flatMap(({ from }) => graph.find(from) ?? []);
  const taking = graph.edgesFrom(arn).flatMap(({ to }) => graph.find(to) ?? []);
  return [...leading, ...taking.filter(({ kind }) => TAKERS.has(kind))];
}

function tellTales(other: Resource, owners: ReadonlyMap<string, string>): string[] {
  const arns = [other.arn, ...stageOf(other)];
  return [other.name, ...arns, ...arns.map(nameOfArn), ...arns.flatMap((arn) => owners.get(arn) ?? [])];
}

/** A mapping or subscription is spoken of as what it invokes. */
function stageOf(other: Resource): string[] {
  if (other.kind === "mapping") return [other.config.functionArn];
  return other.kind === "subscription" ? [other.config.topicArn, other.config.endpoint] : [];
}
