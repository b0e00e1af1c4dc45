import { Graph, layout } from "@dagrejs/dagre";
import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { droppingPath, forwardPath, HANG, hangingPath } from "./edge-path";
import { hangingBelow } from "./hanging";
import { keyOfNode, type MapPart, NODE, type PlacedEdge, type PlacedNode, type Point } from "./map-shapes";

const SPACE = { nodesep: 16, edgesep: 12 } as const;
/** Between what follows one another: with room for the words of an edge, and without where many bands are seen from afar. */
const STEP = { near: 92, far: 60 } as const;
/** From here on the exact order of ranks costs more than it is worth. */
const MANY = 150;

export interface LaidOut {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Where each part of one pipeline stands, left to right, dead-letter queues below their source. The same for the same parts. */
export function layOutBand(
  pipelineId: string,
  parts: readonly MapPart[],
  edges: readonly PipelineEdgeView[],
  isFar = false,
): LaidOut {
  const sorted = parts.toSorted((a, b) => a.depth - b.depth || a.arn.localeCompare(b.arn));
  const within = edgesWithin(sorted, edges);
  const hanging = hangingBelow(sorted, within);
  const graph = flowGraph(sorted, within, hanging, isFar ? STEP.far : STEP.near);
  const corners = cornersOf(graph, hanging);
  const nodes = sorted.flatMap((part) => {
    const corner = corners.get(part.arn);
    return corner ? [{ ...corner, key: keyOfNode(pipelineId, part.arn), part, pipelineId }] : [];
  });
  return {
    nodes: nodes.toSorted((a, b) => a.x - b.x || a.y - b.y),
    edges: within.flatMap((edge) => drawn(pipelineId, edge, { corners, graph, hanging })),
    width: Math.max(0, ...nodes.map(({ x }) => x + NODE.width)),
    height: Math.max(0, ...nodes.map(({ y }) => y + NODE.height)),
  };
}

function edgesWithin(parts: readonly MapPart[], edges: readonly PipelineEdgeView[]): PipelineEdgeView[] {
  const arns = new Set(parts.map(({ arn }) => arn));
  return edges
    .filter(({ from, to }) => arns.has(from) && arns.has(to))
    .toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to) || a.kind.localeCompare(b.kind));
}

type Hanging = ReturnType<typeof hangingBelow>;

/** Things in a row get the same height, so that what follows in a line stands in a line. */
function flowGraph(
  parts: readonly MapPart[],
  edges: readonly PipelineEdgeView[],
  hanging: Hanging,
  ranksep: number,
): Graph {
  const hostOf = new Map([...hanging].flatMap(([host, arns]) => arns.map((arn) => [arn, host] as const)));
  const flow = edges
    .map(({ from, to, kind }) => ({ v: hostOf.get(from) ?? from, w: hostOf.get(to) ?? to, kind }))
    .filter(({ v, w }) => v !== w);
  const rowOf = rowsOf(flow);
  const heightOf = new Map<string, number>();
  for (const { arn } of parts) {
    const row = rowOf(arn);
    const height = NODE.height + (hanging.get(arn)?.length ?? 0) * (NODE.height + HANG.gap);
    heightOf.set(row, Math.max(height, heightOf.get(row) ?? 0));
  }
  const graph = new Graph();
  graph.setGraph({ rankdir: "LR", ...SPACE, ranksep, ranker: parts.length > MANY ? "tight-tree" : "network-simplex" });
  for (const { arn } of parts)
    if (!hostOf.has(arn)) graph.setNode(arn, { width: NODE.width, height: heightOf.get(rowOf(arn)) ?? NODE.height });
  for (const { v, w, kind } of flow)
    graph.setEdge(v, w, { weight: kind === "delivers" || kind === "consumes" ? 3 : 1 });
  layout(graph);
  return graph;
}

/** Of each thing the first of its row: what leads to one thing only, that only it leads to, goes on in the same row. */
function rowsOf(flow: readonly { v: string; w: string }[]): (arn: string) => string {
  const after = Map.groupBy(flow, ({ v }) => v);
  const before = Map.groupBy(flow, ({ w }) => w);
  const previous = new Map<string, string>();
  for (const { v, w } of flow) if (after.get(v)?.length === 1 && before.get(w)?.length === 1) previous.set(w, v);
  return (arn) => {
    const seen = new Set<string>();
    let first = arn;
    for (let next = previous.get(first); next !== undefined && !seen.has(next); next = previous.get(next)) {
      seen.add(next);
      first = next;
    }
    return first;
  };
}

/** Top left corners; the picture begins at 0, 0. */
function cornersOf(graph: Graph, hanging: Hanging): Map<string, Point> {
  const flow = graph.nodes().map((arn) => {
    const { x, y, height } = graph.node(arn);
    return { arn, x: Math.round(x - NODE.width / 2), y: Math.round(y - height / 2) };
  });
  const corners = new Map<string, Point>();
  for (const { arn, x, y } of flow) {
    corners.set(arn, { x, y });
    for (const [index, below] of (hanging.get(arn) ?? []).entries())
      corners.set(below, { x: x + HANG.indent, y: y + (index + 1) * (NODE.height + HANG.gap) });
  }
  return corners;
}

interface Placed {
  readonly corners: ReadonlyMap<string, Point>;
  readonly graph: Graph;
  readonly hanging: Hanging;
}

function drawn(pipelineId: string, edge: PipelineEdgeView, { corners, graph, hanging }: Placed): PlacedEdge[] {
  const from = corners.get(edge.from);
  const to = corners.get(edge.to);
  if (!from || !to || edge.from === edge.to) return [];
  const ends = { from: keyOfNode(pipelineId, edge.from), to: keyOfNode(pipelineId, edge.to) };
  return [{ key: `${ends.from} ${edge.kind} ${edge.to} ${edge.label ?? ""}`, ...ends, edge, ...pathOf() }];

  function pathOf() {
    if (!from || !to) throw new Error("an edge is drawn between parts that have a place");
    if (hanging.get(edge.from)?.includes(edge.to)) return hangingPath(from, to);
    if (edge.kind === "dead-letters") return droppingPath(from, to);
    return forwardPath(from, to, bendsOf(graph, edge));
  }
}

/** Where an edge over several ranks passes between what stands there. Of one to the next rank there are none. */
function bendsOf(graph: Graph, { from, to }: PipelineEdgeView): Point[] {
  const points: Point[] = graph.edge(from, to)?.points ?? [];
  return points.length > 3 ? points.slice(1, -1) : [];
}
