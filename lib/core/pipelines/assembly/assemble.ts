import type { Graph } from "../../inventory/graph";
import type { AssembledPipeline, PipelineEdge, PipelinePart } from "../pipeline";
import { depthsOf } from "./depths";
import { type Division, divide } from "./divide";
import { entriesOf, isOnlyGivenUpInto, isPipeline } from "./entries";
import type { MatchedRule } from "./match-rules";
import { commonBeginning } from "./name-of";
import { nodesOf } from "./nodes";
import { patternsOf } from "./patterns";
import { roleOf } from "./roles";
import { type Wiring, wiringOf } from "./wiring";

/** A group of nodes with what it shares with others. */
interface Draft {
  readonly members: readonly number[];
  readonly entries: readonly number[];
  readonly parts: ReadonlySet<number>;
}

/**
 * Every pipeline that the inventory and the rules of people say there is, in the order of their entries. Pure, and the same for
 * any order of input. Each part that is not shared is in exactly one of them; a bus is shared always.
 */
export function assemblePipelines(graph: Graph, rules: readonly MatchedRule[] = []): AssembledPipeline[] {
  const wiring = wiringOf(nodesOf(graph));
  const division = divide(wiring, rules);
  const drafts = draftsOf(wiring, division);
  const counts = new Map<number, number>();
  for (const { parts } of drafts) for (const place of parts) counts.set(place, (counts.get(place) ?? 0) + 1);
  const isShared = wiring.nodes.map(
    (node, place) => (node.isApart && kindOfBus(node.arn)) || (counts.get(place) ?? 0) > 1,
  );
  const names = namesOf(wiring, drafts);
  return drafts.map((draft, index) => finish(wiring, division, draft, isShared, names[index] ?? ""));
}

function kindOfBus(arn: string): boolean {
  return arn.includes(":event-bus");
}

function draftsOf(wiring: Wiring, division: Division): Draft[] {
  const groups = new Map<number, number[]>();
  wiring.nodes.forEach((_, place) => {
    if (division.isShared[place]) return;
    const of = division.components.of(place);
    const group = groups.get(of);
    if (group) group.push(place);
    else groups.set(of, [place]);
  });
  const found = [...groups.values()].map((members) => ({ members, entries: entriesOf(wiring, division, members) }));
  const tails = new Set(
    found.flatMap(({ members, entries }) => (isOnlyGivenUpInto(wiring, division, entries) ? members : [])),
  );
  return found
    .filter(({ members }) => !tails.has(members[0] ?? -1) && isPipeline(wiring, members))
    .map((group) => ({ ...group, parts: partsOf(wiring, division, group.members, tails) }));
}

/** The members, what they share with others, and where that gives up in its turn. */
function partsOf(
  wiring: Wiring,
  { isShared }: Division,
  members: readonly number[],
  tails: ReadonlySet<number>,
): Set<number> {
  const parts = new Set(members);
  const waiting: number[] = [];
  const add = (place: number) => {
    if (parts.has(place)) return;
    parts.add(place);
    waiting.push(place);
  };
  for (const member of members) {
    for (const { from } of wiring.in[member] ?? []) if (isShared[from]) add(from);
    for (const { to } of wiring.out[member] ?? []) if (isShared[to]) add(to);
  }
  for (const place of waiting)
    for (const { to, kind } of wiring.out[place] ?? [])
      if ((kind === "dead-letters" && isShared[to]) || tails.has(to)) add(to);
  return parts;
}

/** Kinds whose names are made of other things' names, or of nobody's. */
const NAMELESS: readonly string[] = ["mapping", "subscription", "outside", "stream"];

/** A beginning that several pipelines have in common says too little; then each has its entry's name. */
function namesOf({ nodes }: Wiring, drafts: readonly Draft[]): string[] {
  const common = drafts.map(({ members }) =>
    commonBeginning(
      members.flatMap((place) => (NAMELESS.includes(nodes[place]?.kind ?? "") ? [] : (nodes[place]?.name ?? []))),
    ),
  );
  const counts = new Map<string | null, number>();
  for (const name of common) counts.set(name, (counts.get(name) ?? 0) + 1);
  return common.map((name, index) =>
    name !== null && counts.get(name) === 1 ? name : (nodes[drafts[index]?.entries[0] ?? -1]?.name ?? ""),
  );
}

function finish(
  wiring: Wiring,
  division: Division,
  { entries, parts }: Draft,
  isShared: readonly boolean[],
  name: string,
): AssembledPipeline {
  const depths = depthsOf(wiring, parts, entries, division.isShared);
  const isEntry = new Set(entries);
  const made = [...parts].flatMap((place): PipelinePart[] => {
    const node = wiring.nodes[place];
    if (!node) return [];
    const { arn, kind, accountId, region } = node;
    const role = roleOf(wiring, place, { isShared: isShared[place] ?? false, isEntry: isEntry.has(place) });
    return [{ arn, kind, name: node.name, accountId, region, role, depth: depths.get(place) ?? 0 }];
  });
  const edges = edgesAmong(wiring, parts, division);
  return {
    anchorArn: wiring.nodes[entries[0] ?? -1]?.arn ?? "",
    name,
    parts: made.sort((a, b) => a.depth - b.depth || (a.arn < b.arn ? -1 : 1)),
    edges,
    patterns: patternsOf(made, edges),
  };
}

/** Ties between the parts. Those between two shared ones belong to nobody, except where one gives up into the other. */
function edgesAmong(wiring: Wiring, parts: ReadonlySet<number>, { isShared }: Division): PipelineEdge[] {
  const edges: PipelineEdge[] = [];
  for (const place of parts)
    for (const { to, kind, part } of wiring.out[place] ?? []) {
      if (!parts.has(to) || (isShared[place] && isShared[to] && kind !== "dead-letters")) continue;
      edges.push({ from: wiring.nodes[place]?.arn ?? "", to: wiring.nodes[to]?.arn ?? "", kind, part });
    }
  return edges.sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function keyOf({ from, to, kind, part }: PipelineEdge): string {
  return `${from} ${to} ${kind} ${part ?? ""}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
