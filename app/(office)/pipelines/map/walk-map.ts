import { originOf } from "./lay-out-map";
import { type MapLayout, NODE, type PlacedNode, type Point } from "./map-shapes";

export interface MapWalk {
  /** In reading order: pipeline by pipeline, from left to right. */
  readonly order: readonly string[];
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  /** The middle of each node in the whole picture. */
  readonly middles: ReadonlyMap<string, Point>;
  /** Where a key leads from a node; undefined where it leads nowhere. */
  readonly step: (from: string, key: string) => string | undefined;
}

/** How the keyboard walks: left and right along what leads where, up and down to the nearest neighbour. */
export function walkOf(layout: MapLayout): MapWalk {
  const nodes = new Map<string, PlacedNode>();
  const middles = new Map<string, Point>();
  for (const band of layout.bands)
    for (const node of band.nodes) {
      const { x, y } = originOf(band);
      nodes.set(node.key, node);
      middles.set(node.key, { x: x + node.x + NODE.width / 2, y: y + node.y + NODE.height / 2 });
    }
  const order = [...nodes.keys()];
  const edges = [...layout.bands.flatMap((band) => band.edges), ...layout.crossings];
  const after = Map.groupBy(edges, ({ from }) => from);
  const before = Map.groupBy(edges, ({ to }) => to);
  const nearest = (from: string, keys: readonly string[]) => nearestOf(from, keys, middles);
  const step = (from: string, key: string) => {
    if (key === "ArrowRight")
      return nearest(
        from,
        (after.get(from) ?? []).map(({ to }) => to),
      );
    if (key === "ArrowLeft")
      return nearest(
        from,
        (before.get(from) ?? []).map((edge) => edge.from),
      );
    if (key === "ArrowDown") return beside(from, 1, order, middles);
    if (key === "ArrowUp") return beside(from, -1, order, middles);
    if (key === "Home") return order[0];
    return key === "End" ? order.at(-1) : undefined;
  };
  return { order, nodes, middles, step };
}

function nearestOf(from: string, keys: readonly string[], middles: MapWalk["middles"]): string | undefined {
  const start = middles.get(from);
  if (!start) return undefined;
  const away = (key: string) => {
    const point = middles.get(key);
    return point ? Math.hypot(point.x - start.x, (point.y - start.y) * 1.5) : Number.POSITIVE_INFINITY;
  };
  return keys.toSorted((a, b) => away(a) - away(b))[0];
}

/** The next one above or below; what stands in the same column counts before what stands aside. */
function beside(from: string, sign: 1 | -1, order: readonly string[], middles: MapWalk["middles"]): string | undefined {
  const start = middles.get(from);
  if (!start) return undefined;
  const away = (key: string) => {
    const point = middles.get(key);
    if (!point || (point.y - start.y) * sign < NODE.height / 2) return Number.POSITIVE_INFINITY;
    return Math.abs(point.y - start.y) + 2 * Math.abs(point.x - start.x);
  };
  const [best] = order.toSorted((a, b) => away(a) - away(b));
  return best !== undefined && away(best) < Number.POSITIVE_INFINITY ? best : undefined;
}
