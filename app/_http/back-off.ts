const LONGEST_WAIT_SECONDS = 60;
const FORGET_MS = 15 * 60_000;
const MOST_KEYS = 20_000;

export interface BackOff {
  /**
   * Counts a try before its outcome is known, so that a hundred at once are a hundred. Returns the seconds to wait, or
   * 0 when this try may go on. One that is not `isCounted` brings no pause nearer, but waits for one and renews it.
   */
  begin(key: string, nowMs: number, isCounted?: boolean): number;
  /** Whether no pause has begun for this key. */
  isFree(key: string, nowMs: number): boolean;
  succeeded(key: string): void;
  /** Takes one counted try back. */
  forgive(key: string): void;
}

/**
 * Slows down guessing: `freeTries` per key, then a pause that doubles up to a minute. A refused try does not prolong
 * the pause, so nobody can be locked out for longer than that. Forgotten after 15 quiet minutes.
 */
export function createBackOff(freeTries: number): BackOff {
  const tries = new Map<string, { count: number; lastMs: number }>();
  const seenOf = (key: string, nowMs: number) => {
    const known = tries.get(key);
    return known && nowMs - known.lastMs < FORGET_MS ? known : { count: 0, lastMs: nowMs };
  };
  return {
    begin(key, nowMs, isCounted = true) {
      const seen = seenOf(key, nowMs);
      const wait = pauseSeconds(seen.count - freeTries) - (nowMs - seen.lastMs) / 1000;
      if (wait > 0) return Math.ceil(wait);
      if (!isCounted && seen.count < freeTries) return 0;
      tries.delete(key);
      tries.set(key, { count: seen.count + 1, lastMs: nowMs });
      if (tries.size > MOST_KEYS) tries.delete(tries.keys().next().value ?? key);
      return 0;
    },
    isFree: (key, nowMs) => seenOf(key, nowMs).count < freeTries,
    succeeded: (key) => void tries.delete(key),
    forgive(key) {
      const seen = tries.get(key);
      if (seen) tries.set(key, { ...seen, count: Math.max(0, seen.count - 1) });
    },
  };
}

function pauseSeconds(pastFree: number): number {
  return pastFree < 0 ? 0 : Math.min(2 ** pastFree, LONGEST_WAIT_SECONDS);
}
