import { parseArn } from "../../arn";
import type { Edge } from "../../inventory/edges";
import type { Graph } from "../../inventory/graph";
import type { Resource } from "../../inventory/resource";
import type { PartKind } from "../pipeline";
import { doesJoin, endpointKey, endpointName, outsideKind, outsideName } from "./outside";
import { canBePart, tiesOf } from "./ties";

/** What may become a part: a resource, or something that one of them names. */
export interface Node {
  readonly arn: string;
  readonly kind: PartKind;
  readonly name: string;
  readonly accountId: string | null;
  readonly region: string;
  /** Null for what is only named. */
  readonly resource: Resource | null;
  /** Things that lead to it, or that it leads to, are not one pipeline for that alone. */
  readonly isApart: boolean;
}

export interface Nodes {
  readonly all: readonly Node[];
  readonly ties: readonly Edge[];
}

/** All that may be a part, in the order of the ARNs, and how they lead to each other. */
export function nodesOf(graph: Graph): Nodes {
  const parts = graph.resources.filter(canBePart);
  const accounts = new Map(graph.resources.map(({ awsAccountId, accountId }) => [awsAccountId, accountId]));
  const nodes = new Map<string, Node>(parts.map((resource) => [resource.arn, nodeOf(resource)]));
  const ties: Edge[] = [];
  for (const resource of parts)
    for (const tie of tiesOf(resource)) {
      if (isLeftOut(graph, tie)) continue;
      for (const arn of [tie.from, tie.to]) if (!nodes.has(arn)) nodes.set(arn, outsideNode(arn, resource, accounts));
      ties.push(tie);
    }
  return { all: [...nodes.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1)), ties };
}

function isLeftOut(graph: Graph, { from, to }: Edge): boolean {
  return [from, to].some((arn) => {
    const found = graph.find(arn);
    return found !== undefined && !canBePart(found);
  });
}

function nodeOf(resource: Resource): Node {
  const { arn, kind, name, accountId, region } = resource;
  return { arn, kind, name, accountId, region, resource, isApart: kind === "bus" };
}

function outsideNode(arn: string, namedBy: Resource, accounts: ReadonlyMap<string, string>): Node {
  const { awsAccountId = "", region = "" } = parseArn(arn) ?? {};
  if (namedBy.kind === "subscription" && arn === endpointKey(namedBy.arn))
    return {
      arn,
      kind: "outside",
      name: endpointName(namedBy),
      accountId: null,
      region: namedBy.region,
      resource: null,
      isApart: true,
    };
  const accountId = accounts.get(awsAccountId) ?? null;
  const named = { kind: outsideKind(arn), name: outsideName(arn), accountId, region };
  return { arn, ...named, resource: null, isApart: !doesJoin(arn) };
}
