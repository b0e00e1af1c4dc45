import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import type { HealthState } from "@/lib/core/pipelines/health";

export const HEALTH_STATUS: Readonly<Record<HealthState, Status>> = {
  failing: "escalating",
  stalled: "paused",
  degraded: "warn",
  blind: "blind",
  healthy: "pass",
};

export const HEALTH_WORD: Readonly<Record<HealthState, string>> = {
  failing: "Failing",
  stalled: "Stalled",
  degraded: "Degraded",
  blind: "Blind",
  healthy: "Healthy",
};

/** Shape, word and colour of how a pipeline or a part of it does; blind is grey, never green. */
export function HealthLabel({ state, className }: { state: HealthState; className?: string }) {
  return (
    <StateLabel status={HEALTH_STATUS[state]} className={className}>
      {HEALTH_WORD[state]}
    </StateLabel>
  );
}
