import type { PipelineEdgeView, PipelinePartView } from "@/lib/contract/pipeline-fields";
import type { HealthState } from "@/lib/core/pipelines/health";

/** px of the picture at a zoom of 1. */
export const NODE = { width: 196, height: 46 } as const;

export type MapPart = PipelinePartView & { readonly pipelineIds: readonly string[] };

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A part in the band of one pipeline; a shared one stands in each of them. `x` and `y` are its top left corner. */
export interface PlacedNode extends Point {
  readonly key: string;
  readonly part: MapPart;
  readonly pipelineId: string;
}

export interface PlacedEdge {
  readonly key: string;
  readonly from: string;
  readonly to: string;
  readonly edge: PipelineEdgeView;
  /** The `d` of an SVG path. */
  readonly path: string;
  /** Where its words stand. */
  readonly label: LabelPlace;
}

/** Words end there, unless it says that they begin there. */
export interface LabelPlace extends Point {
  readonly anchor?: "start";
}

export interface BandTitle {
  readonly id: string;
  readonly name: string;
  readonly state: HealthState | null;
}

/** One pipeline: a soft ground with its name, and what it is made of. */
export interface Band extends Point {
  readonly pipeline: BandTitle;
  /** The room above its parts. */
  readonly head: number;
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

export interface MapLayout {
  readonly width: number;
  readonly height: number;
  readonly bands: readonly Band[];
  /** From one pipeline to another. */
  readonly crossings: readonly PlacedEdge[];
}

export function keyOfNode(pipelineId: string, arn: string): string {
  return `${pipelineId} ${arn}`;
}

/** Whether it belongs to several pipelines, as far as this map or the part itself says. */
export function isShared({
  role,
  sharedWith,
  pipelineIds,
}: Pick<MapPart, "role" | "sharedWith" | "pipelineIds">): boolean {
  return role === "shared" || sharedWith.length > 0 || pipelineIds.length > 1;
}
