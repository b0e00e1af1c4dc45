import type { Ownership } from "../../ownership/ownership";
import type { Objective } from "./objective";

const WINDOW_DAYS = 30;

/** What each tier promises until somebody says otherwise; a pipeline without a tier is asked what tier 3 is. */
const OF_TIER: { readonly [K in NonNullable<Ownership["tier"]>]: Objective } = {
  "1": { deliveredShare: 0.999, ageSeconds: 300, ageShare: 0.99, windowDays: WINDOW_DAYS },
  "2": { deliveredShare: 0.995, ageSeconds: 900, ageShare: 0.99, windowDays: WINDOW_DAYS },
  "3": { deliveredShare: 0.99, ageSeconds: 3600, ageShare: 0.95, windowDays: WINDOW_DAYS },
  "4": { deliveredShare: 0.95, ageSeconds: 21_600, ageShare: 0.9, windowDays: WINDOW_DAYS },
};

/** The objective of a pipeline to which nobody gave one. */
export function defaultObjective(tier: Ownership["tier"]): Objective {
  return OF_TIER[tier ?? "3"];
}
