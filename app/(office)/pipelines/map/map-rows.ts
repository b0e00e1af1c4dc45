import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";
import { KIND_WORDS } from "../part-words";
import type { BandTitle, MapPart } from "./map-shapes";

/** A part as a row: the same as the picture says, in words. */
export interface MapRow {
  readonly part: MapPart;
  readonly pipelines: readonly { readonly id: string; readonly name: string }[];
  readonly leadsTo: readonly { readonly name: string; readonly isDeadLetters: boolean }[];
}

export const ROW_SORTS = ["state", "pipeline", "name", "kind", "rate", "failed"] as const;
export type RowSort = (typeof ROW_SORTS)[number];

/** One row for each part of the map, in the order asked for. */
export function mapRows(
  nodes: readonly MapPart[],
  edges: readonly PipelineEdgeView[],
  pipelines: readonly BandTitle[],
  sort: RowSort,
): MapRow[] {
  const nameOf = new Map(nodes.map(({ arn, name }) => [arn, name]));
  const after = Map.groupBy(edges, ({ from }) => from);
  const rows = nodes.map((part) => ({
    part,
    pipelines: pipelines.filter(({ id }) => part.pipelineIds.includes(id)),
    leadsTo: (after.get(part.arn) ?? []).map(({ to, kind }) => ({
      name: nameOf.get(to) ?? to,
      isDeadLetters: kind === "dead-letters",
    })),
  }));
  const place = new Map(pipelines.map(({ id }, index) => [id, index]));
  return rows.sort((a, b) => compare(a, b, sort, place) || a.part.name.localeCompare(b.part.name));
}

function compare(a: MapRow, b: MapRow, sort: RowSort, place: ReadonlyMap<string, number>): number {
  const byPipeline = () => placeOf(a, place) - placeOf(b, place) || a.part.depth - b.part.depth;
  switch (sort) {
    case "state":
      return HEALTH_STATES.indexOf(a.part.health) - HEALTH_STATES.indexOf(b.part.health) || byPipeline();
    case "pipeline":
      return byPipeline();
    case "name":
      return 0;
    case "kind":
      return KIND_WORDS[a.part.kind].localeCompare(KIND_WORDS[b.part.kind]);
    case "rate":
      return (b.part.ratePerMinute ?? -1) - (a.part.ratePerMinute ?? -1);
    case "failed":
      return (b.part.failedPerMinute ?? -1) - (a.part.failedPerMinute ?? -1);
  }
}

function placeOf({ pipelines }: MapRow, place: ReadonlyMap<string, number>): number {
  return place.get(pipelines[0]?.id ?? "") ?? Number.MAX_SAFE_INTEGER;
}
