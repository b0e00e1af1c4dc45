/** What a contestant is told: from where to where, and what only some of them need. */
export interface Job {
  readonly endpoint: string;
  readonly region: string;
  /** The root of this account asks. */
  readonly accountId: string;
  readonly fromUrl: string;
  readonly toUrl: string;
  /** How many messages there are; only for those that cannot tell that they are through. */
  readonly count: number;
  /** Ours: the run that was planned and applied. */
  readonly runId?: string;
  /** Rivals: where their package was installed. */
  readonly packages?: string;
}

/** Moves what there is and comes back; earlier, between two batches, when `signal` is aborted. */
export type Move = (job: Job, signal: AbortSignal) => Promise<void>;
