import type { Evidence } from "./stage";

/** What is known of a stage that was sent, at this moment. */
export interface WatchFacts {
  readonly windowSeconds: number;
  readonly isHalfOver: boolean;
  readonly isOver: boolean;
  /** The window is over for so long that a look which was asked for will not come any more. */
  readonly isPatienceOver: boolean;
  /** Somebody may look into a queue where it would come back: it is indexed, and there is a role for it. */
  readonly canBeSeen: boolean;
  /** More waits in it than we know of. */
  readonly hasRisen: boolean;
  readonly isFirstLookAsked: boolean;
  readonly isLastLookAsked: boolean;
  /** A look began after it was sent, complete or not. */
  readonly wasLookedAt: boolean;
  /** All of every queue where it would come back was seen after the window, and it comes back nowhere else. */
  readonly wasSeenAfter: boolean;
  /** All that can be seen was seen after the window. */
  readonly isAllSeen: boolean;
  /** More came to lie in a FIFO queue than could be met: it may be what was sent. */
  readonly hasHiddenRise: boolean;
}

export type WatchStep =
  | { readonly kind: "wait" }
  | { readonly kind: "look"; readonly which: "first" | "last" }
  /** It looks as if something came back, and nobody can see what: a person decides. */
  | { readonly kind: "doubt"; readonly evidence: Evidence }
  | { readonly kind: "end"; readonly evidence: Evidence };

/** In a shorter window the look at its end is early enough. */
const LEAST_FOR_FIRST_LOOK_SECONDS = 20;

/**
 * What to do about a stage that is watched: look once half-way or when the queue grew, once more at the end, and end with
 * as much evidence as there is then. Only a sight of all of it after the window is full evidence.
 */
export function nextWatchStep(seen: WatchFacts): WatchStep {
  if (!seen.isOver) {
    const isEarly = seen.hasRisen || (seen.isHalfOver && seen.windowSeconds >= LEAST_FOR_FIRST_LOOK_SECONDS);
    return isEarly && seen.canBeSeen && !seen.isFirstLookAsked ? { kind: "look", which: "first" } : WAIT;
  }
  if (seen.windowSeconds === 0) return { kind: "end", evidence: "none" };
  if (seen.wasSeenAfter) return { kind: "end", evidence: "full" };
  const isSightToCome = seen.canBeSeen && !seen.isAllSeen;
  if (isSightToCome && !seen.isLastLookAsked) return { kind: "look", which: "last" };
  if (isSightToCome && !seen.isPatienceOver) return WAIT;
  if (seen.hasHiddenRise) return { kind: "doubt", evidence: "partial" };
  return { kind: "end", evidence: seen.wasLookedAt || seen.isAllSeen ? "partial" : "none" };
}

const WAIT: WatchStep = { kind: "wait" };
