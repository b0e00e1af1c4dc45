import type { StreamRecord } from "./open-stream";

/** How a try ended; plain JSON. */
export type Outcome =
  | { readonly kind: "done" }
  | {
      readonly kind: "failed";
      /** Whether it counts against the maximum of retries: a function that was not even started does not. */
      readonly isCounted: boolean;
      /** Records before this sequence number were worked on; the whole batch failed without it. */
      readonly from?: string;
      /** For the failure record, in the consumer's own form. */
      readonly context: unknown;
    };

export interface GivenUp {
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  readonly triedCount: number;
  /** Of the last try; absent when there was none. */
  readonly context?: unknown;
}

/** What an event source mapping or a pipe does with the records of a shard. -1 means without limit. */
export interface ShardConsumer {
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maximumRetryAttempts: number;
  readonly maximumRecordAgeSeconds: number;
  /** A failed batch is halved before it is tried again, at no cost in retries. */
  readonly isBisecting: boolean;
  attempt(
    records: readonly StreamRecord[],
    shardId: string,
    now: number,
  ): { readonly tookMs: number; readonly outcome: Outcome };
  giveUp(givenUp: GivenUp, now: number): void;
}
