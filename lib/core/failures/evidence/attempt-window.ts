export interface Attempts {
  /** A consumer of a queue has it in hand after it was sent. Whoever writes of a failure sends it after the last try. */
  readonly isFromQueue: boolean;
  readonly sentAt: Date | null;
  readonly firstReceivedAt: Date | null;
  readonly firstSeenAt: Date;
  /** Of the queue that the consumer reads, where it is known. */
  readonly maxReceiveCount: number | null;
  readonly visibilityTimeoutSeconds: number | null;
  readonly timeoutSeconds: number;
}

const BEFORE_MS = 5_000;
const AFTER_MS = 60_000;
const USUAL_TRIES = 3;
const USUAL_VISIBILITY_SECONDS = 30;
const LONGEST_MS = 6 * 3600 * 1000;

/**
 * From when until when a consumer can have had a message in hand: from its first receive for as long as all its tries may
 * take, or up to when its failure was written down. At most six hours, since each search has to read all lines of the time.
 */
export function attemptWindow(attempts: Attempts): { readonly from: Date; readonly until: Date } {
  const { maxReceiveCount, visibilityTimeoutSeconds, timeoutSeconds } = attempts;
  if (!attempts.isFromQueue) return lastTry(attempts);
  const beganMs = beganAt(attempts).getTime();
  const triesMs =
    (maxReceiveCount ?? USUAL_TRIES) * (visibilityTimeoutSeconds ?? USUAL_VISIBILITY_SECONDS) * 1000 +
    timeoutSeconds * 1000;
  return {
    from: new Date(beganMs - BEFORE_MS),
    until: new Date(beganMs + Math.min(triesMs, LONGEST_MS) + AFTER_MS),
  };
}

function lastTry({ sentAt, firstSeenAt, timeoutSeconds }: Attempts) {
  const endedMs = (sentAt ?? firstSeenAt).getTime();
  return { from: new Date(endedMs - timeoutSeconds * 1000 - AFTER_MS), until: new Date(endedMs + AFTER_MS) };
}

/** Where the first receive that SQS tells of is our own look, the consumer's was some time after the sending. */
function beganAt({ sentAt, firstReceivedAt, firstSeenAt }: Attempts): Date {
  if (firstReceivedAt === null) return sentAt ?? firstSeenAt;
  const isOurs = Math.abs(firstSeenAt.getTime() - firstReceivedAt.getTime()) < BEFORE_MS;
  return isOurs && sentAt !== null ? sentAt : firstReceivedAt;
}
