import type { Promised } from "./budget";
import type { Objective } from "./objective";

const LEAST_EVENTS = 20;

/** What an objective promises of a kind. A pace takes at least two failures, and of events at least twenty. */
export function promisedOf(objective: Objective, kind: "delivered" | "age"): Promised {
  const { windowDays, deliveredShare, ageShare } = objective;
  return kind === "delivered"
    ? { goodShare: deliveredShare, windowDays, leastCount: LEAST_EVENTS, leastBad: 2 }
    : { goodShare: ageShare, windowDays, leastCount: 2, leastBad: 2 };
}
