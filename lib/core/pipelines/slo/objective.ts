/** What a pipeline promises: the shares in which it must hold, over a window that ends now. */
export interface Objective {
  /** Of what comes in, what must be taken without a dead letter. */
  readonly deliveredShare: number;
  /** No message waits longer than this. */
  readonly ageSeconds: number;
  /** Of the time, the part in which that must hold. */
  readonly ageShare: number;
  readonly windowDays: number;
}
