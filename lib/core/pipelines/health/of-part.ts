import type { HealthEvidence, HealthState } from "../health";
import { reasonOf, worstState } from "./reason";

export interface PartlySeenHealth {
  readonly state: HealthState;
  readonly reason: string;
}

/**
 * How a pipeline does for who sees some of its parts: the worst that speaks for those. What nobody has judged yet is blind. The
 * caller passes the evidence of visible parts only, and null as `judgedAt` where there was no judgement.
 */
export function healthForPart(
  evidence: readonly Pick<HealthEvidence, "arn" | "state" | "signal" | "sentence">[],
  { judgedAt, visiblePartCount }: { readonly judgedAt: string | null; readonly visiblePartCount: number },
): PartlySeenHealth {
  if (judgedAt === null) return { state: "blind", reason: "Nobody has judged it yet." };
  const reason = reasonOf(evidence);
  if (reason !== undefined) return { state: worstState(evidence), reason };
  return {
    state: "healthy",
    reason: `Nothing speaks against the ${visiblePartCount === 1 ? "one part" : `${visiblePartCount} parts`} that you see.`,
  };
}

/** How one part does, for its place in a list or on a map. */
export function healthOfPart(evidence: readonly Pick<HealthEvidence, "state">[], isJudged: boolean): HealthState {
  return isJudged ? worstState(evidence) : "blind";
}
