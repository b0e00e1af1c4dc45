import type { PipelineEdgeView } from "@/lib/contract/pipeline-fields";
import type { MapPart } from "./map-shapes";

/**
 * The dead-letter queues that hang below their only source, by that source. One that several lead to stands in the flow
 * instead, and so does one that only leads back to itself.
 */
export function hangingBelow(
  parts: readonly MapPart[],
  edges: readonly PipelineEdgeView[],
): ReadonlyMap<string, readonly string[]> {
  const sources = new Map<string, Set<string>>();
  for (const { kind, from, to } of edges) {
    if (kind !== "dead-letters" || from === to) continue;
    sources.set(to, (sources.get(to) ?? new Set()).add(from));
  }
  const hostOf = new Map<string, string>();
  for (const { arn, role } of parts) {
    const [host, ...others] = sources.get(arn) ?? [];
    if (role === "dead-letter" && host !== undefined && others.length === 0) hostOf.set(arn, host);
  }
  // What hangs holds nothing itself, so that no chain or cycle can form.
  for (const host of [...hostOf.values()]) hostOf.delete(host);
  return Map.groupBy(hostOf.keys(), (arn) => hostOf.get(arn) ?? arn);
}
