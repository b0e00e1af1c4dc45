import type { Graph } from "../inventory/graph";
import type { Resource } from "../inventory/resource";
import { agreedOwnership } from "./agreed";
import { ownershipFromRules } from "./from-rules";
import { ownershipFromTags } from "./from-tags";
import type { OwnerRule, Ownership, ResolvedOwnership } from "./ownership";
import { failingSenders, nextStages } from "./stages";

/** What people said: lines of the file, records by hand (by ARN), and the accounts' names that lines may be about. */
export interface OwnershipFacts {
  readonly rules: readonly OwnerRule[];
  readonly byHand: ReadonlyMap<string, Ownership>;
  readonly accountNames: ReadonlyMap<string, string>;
}

/**
 * Who answers for every resource of the graph; what nobody answers for has source *none*.
 * A record by hand is taken whole. Else the file beats the tags, part by part, and a team without a named owner is the
 * owner. A dead-letter queue belongs to its senders when all of them have the same owner, else to itself. What has no
 * owner of its own belongs to the stage that it feeds: a subscription to its endpoint, a mapping to its function, a queue
 * to its only consumer.
 */
export function resolveOwnership(graph: Graph, facts: OwnershipFacts): Map<string, ResolvedOwnership> {
  const ownOf = remember((resource) => own(resource, facts));
  const stageOf = remember((resource): ResolvedOwnership => {
    const mine = ownOf(resource);
    if (mine.source === "hand" || mine.owner !== null) return mine;
    const next = nextStages(graph, resource).find((stage) => stageOf(stage).owner !== null);
    return next ? filled(mine, stageOf(next), next.arn) : mine;
  });
  return new Map(
    graph.resources.map((resource) => {
      const mine = stageOf(resource);
      if (ownOf(resource).source === "hand") return [resource.arn, mine];
      const isByHand = (arn: string) => facts.byHand.has(arn);
      const agreed = agreedOwnership(failingSenders(graph, resource.arn, isByHand), stageOf);
      return [resource.arn, agreed ? filled(agreed.ownership, ownOf(resource), agreed.viaArn) : mine];
    }),
  );
}

function remember(work: (resource: Resource) => ResolvedOwnership) {
  const known = new Map<string, ResolvedOwnership>();
  return (resource: Resource): ResolvedOwnership => {
    const found = known.get(resource.arn) ?? work(resource);
    known.set(resource.arn, found);
    return found;
  };
}

function own(resource: Resource, { rules, byHand, accountNames }: OwnershipFacts): ResolvedOwnership {
  const hand = byHand.get(resource.arn);
  if (hand) return { ...named(hand), source: "hand", viaArn: null };
  const accountName = accountNames.get(resource.accountId) ?? "";
  const file = ownershipFromRules(rules, { ...resource, accountName });
  const tags = ownershipFromTags(resource.tags);
  return { ...named(over(file, tags)), source: sourceOf(file, tags), viaArn: null };
}

/** Where the owner was said, or the team that stands for one; without both, where anything was. */
function sourceOf(file: Ownership, tags: Ownership): ResolvedOwnership["source"] {
  for (const part of ["owner", "team", "tier", "runbook"] as const) {
    if (file[part] !== null) return "file";
    if (tags[part] !== null) return "tags";
  }
  return "none";
}

/** A team without a named owner is the owner. */
function named(said: Ownership): Ownership {
  return { ...said, owner: said.owner ?? said.team };
}

function over(first: Ownership, second: Ownership): Ownership {
  return {
    owner: first.owner ?? second.owner,
    team: first.team ?? second.team,
    tier: first.tier ?? second.tier,
    runbook: first.runbook ?? second.runbook,
  };
}

/** The parts of both, with the source of the one whose owner it is, and the stage it was taken from. */
function filled(first: ResolvedOwnership, second: ResolvedOwnership, viaArn: string): ResolvedOwnership {
  const { source } = first.owner === null ? second : first;
  return { ...over(first, second), source, viaArn };
}
