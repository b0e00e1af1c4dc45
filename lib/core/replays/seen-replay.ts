import type { ReplayState } from "./replay-state";

/** A replay as lists tell it. */
export interface SeenReplay {
  readonly name: string;
  readonly archiveArn: string;
  readonly state: ReplayState;
  readonly stateReason: string | null;
  readonly from: Date | null;
  readonly until: Date | null;
  /** The event time of the last event that was replayed. */
  readonly lastReplayedAt: Date | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}
