import type { QueueLoss } from "./queue-loss";

/** A queue is rescued by itself this long before its first loss. */
const BEFORE_LOSS_MS = 24 * 3_600_000;
/** An age that stays unknown for this long counts as danger. */
const UNKNOWN_FOR_MS = 3_600_000;
/** Between two rescues of a queue in which nothing new arrived. */
const PAUSE_MS = 3_600_000;

export interface RescueFacts {
  readonly loss: QueueLoss;
  /** Waiting without a copy; null when the queue was never counted. */
  readonly unsavedCount: number | null;
  /** Since when nothing told how old the messages are. */
  readonly unknownSince: Date;
  /** The last rescue that started by itself, and how many it left. */
  readonly last: { readonly endedAt: Date; readonly unreachedCount: number } | null;
}

/**
 * Why a queue that opted in is rescued now; undefined when it need not be. An age that nobody can tell counts as danger
 * after an hour: a copy too many costs less than a message too few.
 */
export function whyRescueNow({ loss, unsavedCount, unknownSince, last }: RescueFacts, now: Date): string | undefined {
  if (unsavedCount === null || unsavedCount <= 0) return undefined;
  const isRested = !last || now.getTime() - last.endedAt.getTime() >= PAUSE_MS;
  const hasArrivals = last !== null && unsavedCount > last.unreachedCount;
  if (!isRested && !hasArrivals) return undefined;
  if (loss.kind === "unknown")
    return now.getTime() - unknownSince.getTime() > UNKNOWN_FOR_MS
      ? "how old the messages are is not known for more than an hour"
      : undefined;
  if (loss.earliestAt === null) return undefined;
  return loss.earliestAt.getTime() <= now.getTime() + BEFORE_LOSS_MS
    ? "the first message may be deleted within 24 hours"
    : undefined;
}
