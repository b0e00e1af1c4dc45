import type { FactKind } from "@/lib/core/review/fact";

interface Asked {
  readonly kinds?: readonly FactKind[];
  readonly pipelineId?: string | undefined;
  /** Empty: nobody's. */
  readonly team?: string | undefined;
}

/** The list behind a number. */
export function factsAddress(reviewId: string, { kinds = [], pipelineId, team }: Asked): string {
  const query = [
    ...(kinds.length > 0 ? [`kinds=${kinds.join(",")}`] : []),
    ...(pipelineId ? [`pipeline=${pipelineId}`] : []),
    ...(team === undefined ? [] : [`team=${encodeURIComponent(team)}`]),
  ];
  return `/reviews/${reviewId}/facts${query.length > 0 ? `?${query.join("&")}` : ""}`;
}

export function pipelineAddress(reviewId: string, pipelineId: string): string {
  return `/reviews/${reviewId}/pipelines/${pipelineId}`;
}
