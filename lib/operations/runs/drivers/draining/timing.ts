/** Every wait of a drain, in one place, so that tests can hurry. */
export interface DrainTiming {
  /** Short where most of the queue is ours: after a crash, what was in our hands is back in this time. */
  readonly shortVisibilitySeconds: number;
  /** Long where most of the queue is not: held messages must not come round again before the pass is over. */
  readonly longVisibilitySeconds: number;
  /** One long poll. */
  readonly waitSeconds: number;
  /** Nothing is sent whose message comes back to others sooner than this. */
  readonly leastVisibleMs: number;
  /** How often what is in our hands is looked through for what must be hidden longer. */
  readonly heartbeatMs: number;
  /** Between two looks at the counters of a quiet queue. */
  readonly quietPauseMs: number;
  /** A queue that shows nothing is believed after this. */
  readonly settledMs: number;
  /** How long another reader may hold our messages before we name them and end. */
  readonly patienceMs: number;
  /** On a FIFO queue messages behind a held head count as visible though nobody can receive them. */
  readonly fifoPatienceMs: number;
  /** Before a second try to delete; the third waits twice as long. */
  readonly deleteAgainMs: number;
  /** Between two calls while AWS does not answer: with the SDK's own repetitions below five a second. */
  readonly downPauseMs: number;
  /** AWS may be away for this long before the run is told. */
  readonly downMs: number;
}

export const DRAIN_TIMING: DrainTiming = {
  shortVisibilitySeconds: 30,
  longVisibilitySeconds: 120,
  waitSeconds: 1,
  leastVisibleMs: 12_000,
  heartbeatMs: 4_000,
  quietPauseMs: 500,
  settledMs: 3_000,
  patienceMs: 150_000,
  fifoPatienceMs: 10_000,
  deleteAgainMs: 100,
  downPauseMs: 800,
  downMs: 60_000,
};
