const FIRST_SECONDS = 5;
const LONGEST_SECONDS = 600;
const LONGEST_GAP_SECONDS = 60;
const LONGEST_ASKED_SECONDS = 86_400;

/** So long a notification is tried. Longer than a day: what a channel was told during a day's outage arrives when it is back. */
export const GIVE_UP_SECONDS = 48 * 3600;

export interface Failure {
  /** Tries of the channel that failed in a row, this one included. */
  readonly failures: number;
  /** 0 to below 1, by chance: what failed together does not come back together. */
  readonly chance: number;
  readonly retryAfterSeconds?: number | undefined;
}

/**
 * Seconds until a channel that failed is tried again with what it was tried with before: full jitter under a limit that doubles
 * from 5 s to ten minutes, at least one second, and never before the other side asked for (a day at most).
 */
export function backOffSeconds({ failures, chance, retryAfterSeconds }: Failure): number {
  return Math.max(1, chance * limitOf(failures, LONGEST_SECONDS), askedFor(retryAfterSeconds));
}

/**
 * Seconds until it is tried with anything at all. Shorter, so that a message which alone is at fault holds back no page for long;
 * not by chance, as no two go out at once.
 */
export function gapSeconds({ failures, retryAfterSeconds }: Failure): number {
  return Math.max(limitOf(failures, LONGEST_GAP_SECONDS), askedFor(retryAfterSeconds));
}

function limitOf(failures: number, longest: number): number {
  return Math.min(longest, FIRST_SECONDS * 2 ** Math.min(Math.max(failures, 1) - 1, 20));
}
function askedFor(seconds = 0): number {
  return Math.min(Math.max(0, seconds), LONGEST_ASKED_SECONDS);
}
