export interface QueueSight {
  readonly isDeadLetterQueue: boolean;
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed?: number;
  /** When a counter last changed, as far as we saw; null when it never did. */
  readonly changedAt: string | null;
  readonly now: Date;
}

const WARM_SECONDS = 10;
const EMPTY_SECONDS = 30;
const USUAL_SECONDS = 60;
const IDLE_SECONDS = 300;
const IDLE_AFTER_MS = 3_600_000;

/**
 * When to look at a queue's counters again, in seconds, at its own pace. Dead-letter queues are the point of it all: 10 s while anything is in them,
 * 30 s while they are empty. Others every minute, and every five once nothing has moved for an hour.
 */
export function nextSampleSeconds(sight: QueueSight): number {
  if (sight.isDeadLetterQueue) return isEmpty(sight) ? EMPTY_SECONDS : WARM_SECONDS;
  return isEmpty(sight) && !hasMovedLately(sight) ? IDLE_SECONDS : USUAL_SECONDS;
}

/**
 * How often CloudWatch is asked about a queue of which it may know something. It costs 25 times a look at the counters, so
 * it is often only where it decides something: dead-letter queues, and the queues that what waits in one would go back to.
 */
export const METRICS_SECONDS = { deciding: 300, usual: 4200 } as const;

/**
 * Whether CloudWatch may know something of the queue that is worth its price: it is not empty, or something moved within
 * the hour. CloudWatch tells nothing about the age of messages that are not there.
 */
export function needsMetrics(sight: Omit<QueueSight, "isDeadLetterQueue">): boolean {
  return !isEmpty(sight) || hasMovedLately(sight);
}

function isEmpty({ visible, inFlight, delayed = 0 }: Pick<QueueSight, "visible" | "inFlight" | "delayed">): boolean {
  return visible + inFlight + delayed === 0;
}

function hasMovedLately({ changedAt, now }: Pick<QueueSight, "changedAt" | "now">): boolean {
  return changedAt !== null && now.getTime() - Date.parse(changedAt) <= IDLE_AFTER_MS;
}
