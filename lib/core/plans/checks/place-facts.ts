/** Who takes messages from a queue, as its mapping or pipe says. Programs that poll by themselves cannot be seen. */
export interface ConsumerFacts {
  /** The function's name, or the pipe's. */
  readonly name: string;
  readonly isOn: boolean;
  /** Of its function; null where nobody read it, or it is none. */
  readonly timeoutSeconds: number | null;
  /** How many runs at once it may have at most; null: no limit of its own is known. */
  readonly reservedConcurrency: number | null;
  readonly batchWindowSeconds: number;
}

export interface PlaceQueueFacts {
  readonly isFifo: boolean;
  readonly isContentDeduplicated: boolean;
  readonly maxMessageBytes: number;
  readonly maxReceiveCount: number | null;
  readonly visibilityTimeoutSeconds: number;
  /** JSON as AWS wrote it; null when the queue has none. */
  readonly policy: string | null;
  readonly kmsKeyId: string | null;
  /** What it held when it was seen last; null: nobody looked. */
  readonly waitingCount: number | null;
  /** Of the last quarter of an hour; null: CloudWatch told nothing. */
  readonly drainPerSecond: number | null;
}

/** A place that messages of a plan go to. */
export interface PlaceFacts {
  readonly arn: string;
  readonly kind: "queue" | "function" | "topic" | "bus" | "other";
  readonly name: string;
  /** In the inventory and not deleted. */
  readonly isKnown: boolean;
  readonly awsAccountId: string;
  readonly region: string;
  /** Its account and Region are connected here. */
  readonly isConnected: boolean;
  readonly itemCount: number;
  /** The largest body that goes there, edited ones as edited; null: nobody read one. */
  readonly largestBodyBytes: number | null;
  /** At most so large with its attributes; null: nobody can say. */
  readonly largestAtMostBytes: number | null;
  readonly queue: PlaceQueueFacts | null;
  /** Who takes from it, or the function that it is; null: nobody could read who does. */
  readonly consumers: readonly ConsumerFacts[] | null;
}
