import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import { HEALTH_STATES } from "@/lib/core/pipelines/health";

/**
 * One edge for each way between two parts. Five targets of a rule that share a dead-letter queue are five edges with the
 * figures of that queue; drawn, they are one line with the worst of their states.
 */
export function distinctEdges(edges: readonly PipelineEdgeView[]): PipelineEdgeView[] {
  const ways = Map.groupBy(edges, ({ from, to, kind }) => `${kind} ${from} ${to}`);
  return [...ways.values()].flatMap((same) => {
    const [first, ...others] = same;
    if (!first) return [];
    if (others.length === 0) return [first];
    return [
      {
        ...first,
        label: null,
        ratePerMinute: greatest(same.map(({ ratePerMinute }) => ratePerMinute)),
        failedPerMinute: greatest(same.map(({ failedPerMinute }) => failedPerMinute)),
        health: HEALTH_STATES.find((state) => same.some(({ health }) => health === state)) ?? first.health,
      },
    ];
  });
}

function greatest(rates: readonly (number | null)[]): number | null {
  const known = rates.filter((rate) => rate !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
