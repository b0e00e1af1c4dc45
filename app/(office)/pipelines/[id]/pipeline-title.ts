import type { PipelineDetail } from "@/lib/contract/pipelines";
import type { HealthState } from "@/lib/core/pipelines/health";

const SAYS: Readonly<Record<HealthState, string>> = {
  failing: "is failing",
  stalled: "stands still",
  degraded: "is degraded",
  blind: "cannot be seen",
  healthy: "is healthy",
};

/** "orders is failing." */
export function pipelineTitle({ name, health }: Pick<PipelineDetail, "name" | "health">): string {
  return `${name} ${SAYS[health.state]}${health.isOfPart ? ", as far as you see it" : ""}.`;
}
