const LONGEST_WAIT_SECONDS = 60;
const FORGET_MS = 15 * 60_000;
const MOST_KEYS = 20_000;

export interface BackOff {
  /**
   * Counts a try before its outcome is known, so that a hundred at once are a hundred. Returns the seconds to wait, or
   * 0 when this try may go on.
   */
  begin(key: string, nowMs: number): number;
  succeeded(key: string): void;
}

/**
 * Slows down guessing: `freeTries` per key, then a pause that doubles up to a minute. A refused try does not prolong
 * the pause, so nobody can be locked out for longer than that. Forgotten after 15 quiet minutes.
 */
export function createBackOff(freeTries: number): BackOff {
  const tries = new Map<string, { count: number; lastMs: number }>();
  return {
    begin(key, nowMs) {
      const known = tries.get(key);
      const seen = known && nowMs - known.lastMs < FORGET_MS ? known : { count: 0, lastMs: nowMs };
      const wait = pauseSeconds(seen.count - freeTries) - (nowMs - seen.lastMs) / 1000;
      if (wait > 0) return Math.ceil(wait);
      tries.delete(key);
      tries.set(key, { count: seen.count + 1, lastMs: nowMs });
      if (tries.size > MOST_KEYS) tries.delete(tries.keys().next().value ?? key);
      return 0;
    },
    succeeded: (key) => void tries.delete(key),
  };
}

function pauseSeconds(pastFree: number): number {
  return pastFree < 0 ? 0 : Math.min(2 ** pastFree, LONGEST_WAIT_SECONDS);
}
