/** What the newest look knew before it began, what it met, and how many of these it knew. */
export interface Overlap {
  readonly knownBeforeCount: number;
  readonly metCount: number;
  readonly metAgainCount: number;
}
/** About how many messages there are; 19 of 20 times between `low` and `high`, if each was as likely met as any other. */
export interface OverlapEstimate {
  readonly count: number;
  readonly low: number;
  readonly high: number;
}

/** Met again fewer than this, chance decides. */
const LEAST_MET_AGAIN = 7;
const TWO_SIDED_95 = 1.96;

/**
 * How many messages a queue holds, from how many of a look's messages were known before it (Chapman's estimator of
 * capture and recapture). What arrived since is counted in; SQS promises no even sample, so it stays an estimate. Undefined
 * where too few were met again.
 */
export function estimateByOverlap({ knownBeforeCount, metCount, metAgainCount }: Overlap): OverlapEstimate | undefined {
  if (metAgainCount < LEAST_MET_AGAIN || metAgainCount > Math.min(knownBeforeCount, metCount)) return undefined;
  const product = (knownBeforeCount + 1) * (metCount + 1);
  const count = product / (metAgainCount + 1) - 1;
  const missed = (knownBeforeCount - metAgainCount) * (metCount - metAgainCount);
  const spread = TWO_SIDED_95 * Math.sqrt((product * missed) / ((metAgainCount + 1) ** 2 * (metAgainCount + 2)));
  const known = knownBeforeCount + metCount - metAgainCount;
  return {
    count: Math.max(known, Math.round(count)),
    low: Math.max(known, Math.floor(count - spread)),
    high: Math.max(known, Math.ceil(count + spread)),
  };
}
