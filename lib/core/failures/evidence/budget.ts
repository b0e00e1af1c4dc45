/**
 * What looking for evidence may cost. A search of CloudWatch Logs is not billed, but an account gets few a second for all
 * its tools; a look at a function's figures asks for three metrics at 10 dollars a million. So 120 calls an hour in an
 * account and Region are at most 360 metrics, or 0.0036 dollars.
 */
export const MOST_CALLS_AN_HOUR = 120;
export const MOST_CALLS_A_MESSAGE = 3;
export const MOST_SAMPLES = 5;

/** CloudWatch Logs and metrics are late by seconds to minutes: when to look again while nothing was found. */
const AGAIN_AFTER_SECONDS = [30, 120, 300] as const;
const YOUNG_SECONDS = 600;

/** After how many seconds to look again; undefined when that makes no sense any more. `looks` have been made. */
export function againAfterSeconds(looks: number, newestSeenAt: Date, now: Date): number | undefined {
  const isYoung = now.getTime() - newestSeenAt.getTime() < YOUNG_SECONDS * 1000;
  return isYoung ? AGAIN_AFTER_SECONDS[looks - 1] : undefined;
}
