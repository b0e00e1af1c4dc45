/**
 * For each person, token or, where nobody is known, address. A page shows up to ten answers and reads them again every 15 s,
 * or every second while changes stream in: 600 a minute, and twice that in two windows.
 */
export const PER_MINUTE = { reads: 3000, writes: 300 };
const WINDOW_MS = 60_000;
const MOST_KEYS = 20_000;

export interface RateLimit {
  /** Counts one request; returns 0 when it may go on, else the seconds after which another may. */
  take(key: string, nowMs: number): number;
}

interface Count {
  windowStart: number;
  now: number;
  before: number;
}

/**
 * At most `perMinute` requests per key in a sliding minute, estimated from this clock minute and the one before, so that
 * one key costs a few bytes. Kept in memory: each web process counts for itself, and a restart forgets.
 */
export function createRateLimit(perMinute: number): RateLimit {
  const counts = new Map<string, Count>();
  return {
    take(key, nowMs) {
      const count = roll(counts.get(key), nowMs);
      const shareOfBefore = 1 - (nowMs - count.windowStart) / WINDOW_MS;
      if (count.now + count.before * shareOfBefore >= perMinute)
        return Math.max(1, Math.ceil((count.windowStart + WINDOW_MS - nowMs) / 1000));
      counts.delete(key);
      counts.set(key, { ...count, now: count.now + 1 });
      forgetOldest(counts);
      return 0;
    },
  };
}

function roll(count: Count | undefined, nowMs: number): Count {
  const windowStart = nowMs - (nowMs % WINDOW_MS);
  if (count?.windowStart === windowStart) return count;
  return { windowStart, now: 0, before: count?.windowStart === windowStart - WINDOW_MS ? count.now : 0 };
}

/** A Map keeps the order of insertion, so the first key is the one that has been silent longest. */
function forgetOldest(counts: Map<string, Count>): void {
  if (counts.size <= MOST_KEYS) return;
  const [oldest] = counts.keys();
  if (oldest !== undefined) counts.delete(oldest);
}
