const FIRST_WAIT_MS = 1000;
/** 185 retries end within the default 24 hours: nine doublings take 511 s, 176 more take 22.5 h. */
const LONGEST_WAIT_MS = 460_000;
const JITTER = 0.2;

/**
 * How long EventBridge waits after the nth failed attempt: twice as long each time, up to some eight minutes, give or
 * take a fifth by chance. The User Guide ("How EventBridge retries delivering events") promises exponential back-off
 * with jitter and 185 retries over 24 hours; the steps themselves are not documented.
 */
export function waitAfterMs(failedAttempts: number, random: () => number): number {
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (failedAttempts - 1), LONGEST_WAIT_MS);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
