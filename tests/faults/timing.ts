import type { DrainTiming } from "@/lib/operations/runs/drivers/draining/timing";

/** The waits of a drain for cases in this process: in the same proportions as in production, and shorter. */
export const HURRIED: Partial<DrainTiming> = {
  shortVisibilitySeconds: 10,
  longVisibilitySeconds: 20,
  leastVisibleMs: 3_000,
  heartbeatMs: 1_500,
  quietPauseMs: 200,
  settledMs: 600,
  patienceMs: 25_000,
  fifoPatienceMs: 2_000,
  deleteAgainMs: 30,
  downPauseMs: 200,
  downMs: 6_000,
};
