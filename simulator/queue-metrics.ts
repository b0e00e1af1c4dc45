/** What SQS tells CloudWatch about one queue in one minute. */
export interface QueueMinute {
  /** Epoch milliseconds of the minute's start. */
  readonly at: number;
  /** Absent when there is nothing to say. In a dead-letter queue age counts from the move into it. */
  readonly ageOfOldestSeconds?: number;
  /** State at the end of the minute. */
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
  /** FIFO queues: message groups with a message in flight. */
  readonly groupsInFlight?: number;
  /** Standard queues that have seen a MessageGroupId. */
  readonly fair?: QuietGroups & { readonly ageOfOldestSeconds?: number };
  /** Sums over the minute. */
  readonly sent: number;
  readonly received: number;
  readonly deleted: number;
  readonly emptyReceives: number;
  /** Sends to a FIFO queue that were answered as duplicates and stored nothing. */
  readonly deduplicated: number;
  readonly sentBytes: number;
  /** Size of the smallest and the largest message sent in the minute; absent when none was. */
  readonly sentBytesMin?: number;
  readonly sentBytesMax?: number;
}

/** How many groups are noisy, and what the messages of all others do. */
export interface QuietGroups {
  readonly noisyGroups: number;
  readonly visible: number;
  readonly notVisible: number;
  readonly delayed: number;
}

/**
 * One queue's metrics. A queue without messages and without calls for six hours falls silent: such minutes are absent.
 * The minute still running is absent too.
 */
export interface QueueMetrics {
  readonly queueName: string;
  /** Minutes with `fromMs <= at < toMs`, oldest first; at least 15 days are kept. */
  minutes(fromMs: number, toMs: number): Iterable<QueueMinute>;
  /** When the queue last had a datapoint; undefined when never. ListMetrics shows what was alive in the last two weeks. */
  readonly lastMinuteAt: number | undefined;
  /** Whether it is a standard queue that has told fair-queue metrics. */
  readonly isFair: boolean;
}
