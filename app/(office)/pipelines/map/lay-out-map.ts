import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { forwardPath } from "./edge-path";
import { layOutBand } from "./lay-out-band";
import {
  type Band,
  type BandTitle,
  keyOfNode,
  type MapLayout,
  type MapPart,
  type PlacedEdge,
  type PlacedNode,
} from "./map-shapes";
import { packBands } from "./pack-bands";

export const BAND = { padding: 16, head: 44, gap: 22 } as const;
/** How large the title of a band is drawn where a whole map is seen from afar, and the width of a character by its height. */
const TITLE = { size: 34, shape: 56, character: 0.57 } as const;

interface Asked {
  readonly nodes: readonly MapPart[];
  readonly edges: readonly PipelineEdgeView[];
}

/**
 * Every pipeline as a band of its own, in the order given, packed so that they fill a wide frame. What several
 * pipelines share stands in each of them, so that each can be read by itself.
 */
export function layOutMap(asked: Asked, pipelines: readonly BandTitle[]): MapLayout {
  return placeBands(layOutBands(asked, pipelines), asked.edges);
}

/** The inside of each band. */
export function layOutBands({ nodes, edges }: Asked, pipelines: readonly BandTitle[]): Band[] {
  const isOneOfMany = pipelines.length > 1;
  return pipelines.flatMap((pipeline) => bandOf(pipeline, nodes, edges, isOneOfMany));
}

/** Packs them for a frame of an aspect, width by height. */
export function placeBands(bands: readonly Band[], edges: readonly PipelineEdgeView[], aspect?: number): MapLayout {
  const packed = packBands(bands, BAND.gap, aspect);
  return {
    bands: packed,
    width: Math.max(0, ...packed.map(({ x, width }) => x + width)),
    height: Math.max(0, ...packed.map(({ y, height }) => y + height)),
    crossings: crossingsOf(packed, edges),
  };
}

function bandOf(
  pipeline: BandTitle,
  nodes: readonly MapPart[],
  edges: readonly PipelineEdgeView[],
  isOneOfMany: boolean,
): Band[] {
  const parts = nodes.filter(({ pipelineIds }) => pipelineIds.includes(pipeline.id));
  if (parts.length === 0) return [];
  const { width, height, ...laidOut } = layOutBand(pipeline.id, parts, edges, isOneOfMany);
  const head = isOneOfMany ? BAND.head : BAND.padding;
  const titleWidth = isOneOfMany ? TITLE.shape + pipeline.name.length * TITLE.size * TITLE.character : 0;
  return [
    {
      ...laidOut,
      pipeline,
      x: 0,
      y: 0,
      head,
      width: Math.max(titleWidth, width) + 2 * BAND.padding,
      height: height + BAND.padding + head,
    },
  ];
}

/** Where the inside of a band begins. */
export function originOf(band: Band) {
  return { x: band.x + BAND.padding, y: band.y + band.head };
}

/** Edges whose ends stand in no band together: a pipeline that was cut off leads on to another. */
function crossingsOf(bands: readonly Band[], edges: readonly PipelineEdgeView[]): PlacedEdge[] {
  const placesOf = new Map<string, { band: Band; node: PlacedNode }[]>();
  for (const band of bands)
    for (const node of band.nodes)
      placesOf.set(node.part.arn, [...(placesOf.get(node.part.arn) ?? []), { band, node }]);
  return edges.flatMap((edge) => {
    const from = placesOf.get(edge.from)?.[0];
    const to = placesOf.get(edge.to)?.[0];
    const isWithin = placesOf.get(edge.from)?.some(({ band }) => band.nodes.some(({ part }) => part.arn === edge.to));
    if (!from || !to || isWithin) return [];
    const ends = [from, to].map(({ band, node }) => ({ x: originOf(band).x + node.x, y: originOf(band).y + node.y }));
    const [a, b] = ends;
    if (!a || !b) return [];
    const keys = {
      from: keyOfNode(from.band.pipeline.id, edge.from),
      to: keyOfNode(to.band.pipeline.id, edge.to),
    };
    return [{ key: `${keys.from} to ${keys.to} ${edge.kind}`, ...keys, edge, ...forwardPath(a, b, []) }];
  });
}
