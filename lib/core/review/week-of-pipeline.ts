import { HEALTH_STATES, type HealthState } from "../pipelines/health";
import type { HopSlo } from "../pipelines/slo/hop-slo";
import { sloBriefOf, worstHopOf } from "../pipelines/slo/slo-brief";
import type { WeekHealth, WeekSlo } from "./review";

export interface StateSpan {
  readonly state: HealthState;
  readonly reason: string;
  readonly from: string;
  readonly until: string;
}

/** How a pipeline did from its spans, which lie within the week and do not overlap. The last one is how it ended. */
export function healthOfWeek(spans: readonly StateSpan[], from: Date, until: Date): WeekHealth {
  const lasted = { failing: 0, stalled: 0, degraded: 0, blind: 0, healthy: 0 };
  for (const span of spans) lasted[span.state] += Date.parse(span.until) - Date.parse(span.from);
  const measured = HEALTH_STATES.reduce((sum, state) => sum + lasted[state], 0);
  const last = [...spans].sort((a, b) => (a.from < b.from ? -1 : 1)).at(-1);
  const share = (state: HealthState) => (measured === 0 ? 0 : lasted[state] / measured);
  return {
    state: last?.state ?? "blind",
    reason: last?.reason ?? "Nobody judged it in this week.",
    shares: {
      failing: share("failing"),
      stalled: share("stalled"),
      degraded: share("degraded"),
      blind: share("blind"),
      healthy: share("healthy"),
    },
    unmeasuredShare: Math.min(1, Math.max(0, 1 - measured / (until.getTime() - from.getTime()))),
  };
}

/** How a pipeline kept what was promised of it, up to the end of the week; undefined hops: nobody worked it out. */
export function sloOfWeek(hops: readonly HopSlo[] | undefined): WeekSlo {
  if (hops === undefined)
    return { ...UNKNOWN, sentence: "It is gone: what it kept of its promise nobody worked out any more." };
  const { state, budgetLeft, burn, sentence } = sloBriefOf(hops);
  const worst = worstHopOf(hops);
  if (state === "not-measurable" || !worst) return { ...UNKNOWN, sentence };
  return { value: worst.value, objective: worst.objective, budgetLeft, burn, sentence };
}
const UNKNOWN = { value: null, objective: null, budgetLeft: null, burn: null } as const;
