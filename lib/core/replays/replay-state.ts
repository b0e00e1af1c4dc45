/** *unknown*: EventBridge does not know it any more, and nobody saw how it ended. */
export const REPLAY_STATES = [
  "starting",
  "running",
  "cancelling",
  "completed",
  "cancelled",
  "failed",
  "unknown",
] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

const ACTIVE: readonly string[] = ["starting", "running", "cancelling"] satisfies ReplayState[];

/** AWS allows so many at a time in an account and Region (EventBridge quotas). */
export const MOST_ACTIVE = 10;

export function isActiveReplay(state: ReplayState): boolean {
  return ACTIVE.includes(state);
}

/** EventBridge writes RUNNING where we say running; what it may invent later is unknown to us. */
export function replayStateFrom(text: string): ReplayState {
  const state = text.toLowerCase();
  return REPLAY_STATES.find((known) => known === state) ?? "unknown";
}
