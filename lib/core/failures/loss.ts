/** When SQS deletes a message at the earliest and at the latest. Act on `earliestAt`. */
export type Expiry = { earliestAt: Date; latestAt: Date };

/** SQS keeps nothing longer than 14 days; assumed of a source queue whose setting is not known. */
export const LONGEST_RETENTION_SECONDS = 1_209_600;

export const DANGER_SECONDS = 24 * 3600;
export const WARN_SECONDS = 72 * 3600;

/**
 * Expiry of one message seen in a dead-letter queue. On a standard queue retention runs from the original send, whatever
 * time it spent in the source queue: one instant. On a FIFO queue it starts anew at the move, which lies between the send
 * and our first sight: a range. (Amazon SQS developer guide, "Using dead-letter queues".)
 */
export function messageExpiry(message: {
  isFifo: boolean;
  sentAt: Date;
  firstSeenAt: Date;
  retentionSeconds: number;
}): Expiry {
  const earliestAt = later(message.sentAt, message.retentionSeconds);
  if (!message.isFifo) return { earliestAt, latestAt: earliestAt };
  const latestMs = Math.max(message.sentAt.getTime(), message.firstSeenAt.getTime());
  return { earliestAt, latestAt: later(new Date(latestMs), message.retentionSeconds) };
}

/**
 * How messages come into a dead-letter queue. *moved*: by SQS itself, from a source queue, with the time of their first
 * send. *sent*: by EventBridge, SNS, Lambda, a pipe or Scheduler, as a new message. *both*, or not known.
 */
export type Feed = "moved" | "sent" | "both" | "unknown";

export interface UnreadQueue {
  readonly isFifo: boolean;
  readonly feed: Feed;
  readonly retentionSeconds: number;
  /** The longest retention among its source queues; the longest that SQS allows where it is not known. */
  readonly longestSourceRetentionSeconds?: number | undefined;
  readonly oldestAgeSeconds: number;
  /** When the age was read. An old reading stays good for the same message: it only grows older. */
  readonly ageAt: Date;
  /** Nothing that is in the queue came before this: the queue was seen empty, or all that was older is saved. */
  readonly notBefore?: Date | undefined;
  /** The oldest message is saved already, so its age says nothing about when another one is lost at the latest. */
  readonly isOldestSaved?: boolean;
  readonly now: Date;
}

/** CloudWatch tells an age per minute, so a move cannot be dated better. */
const AGE_PRECISION_MS = 120_000;

/**
 * Between which instants retention deletes the first message of a dead-letter queue that nobody reads: by `latestAt` at
 * least one is lost. The age counts from the move, so a message that SQS moved on a standard queue may be older by up to
 * its source's retention; what was sent anew, and everything on FIFO queues, is dated by the age itself: one instant.
 * (CloudWatch leaves messages out of the age that were received over and over; nobody receives from such a queue.)
 */
export function expiryBound(queue: UnreadQueue): Expiry {
  const movedAt = later(queue.ageAt, -queue.oldestAgeSeconds);
  const first = new Date(Math.max(movedAt.getTime(), queue.notBefore?.getTime() ?? 0));
  const isOther = queue.isOldestSaved || first.getTime() - movedAt.getTime() > AGE_PRECISION_MS;
  // Another message than the one the age tells of: all that is sure is that whatever is there now dies in time.
  const last = new Date(Math.max(first.getTime(), isOther ? queue.now.getTime() : 0));
  const latestAt = later(last, queue.retentionSeconds);
  const mayBeOlder = !queue.isFifo && queue.feed !== "sent";
  const timeInSource = mayBeOlder ? (queue.longestSourceRetentionSeconds ?? LONGEST_RETENTION_SECONDS) : 0;
  return { earliestAt: later(first, queue.retentionSeconds - timeInSource), latestAt };
}

export type LossLevel = "danger" | "warn" | "calm" | "unknown";

/** `seconds` until the first loss, never negative; absent when unknown or when everything is saved. */
export type LossClock = { kind: "certain" | "bound" | "unknown" | "saved"; seconds?: number; level: LossLevel };

/**
 * How long until retention deletes the first message that nobody saved. `isBound` marks an expiry derived from a queue's
 * age instead of its messages. Nothing waiting, or all of it in the vault, is *saved*.
 */
export function lossClock(input: {
  earliestExpiresAt?: Date;
  isBound?: boolean;
  now: Date;
  waitingCount: number;
  savedCount: number;
}): LossClock {
  if (input.savedCount >= input.waitingCount) return { kind: "saved", level: "calm" };
  if (input.earliestExpiresAt === undefined) return { kind: "unknown", level: "unknown" };
  const seconds = Math.max(0, Math.floor((input.earliestExpiresAt.getTime() - input.now.getTime()) / 1000));
  return { kind: input.isBound ? "bound" : "certain", seconds, level: lossLevel(seconds) };
}

export function lossLevel(seconds: number): LossLevel {
  if (seconds < DANGER_SECONDS) return "danger";
  return seconds < WARN_SECONDS ? "warn" : "calm";
}

/**
 * Whether retention most likely deleted a message: past the latest instant of its expiry, not found by a look at the queue
 * after that, and neither moved nor deleted by us. Nobody can see the deletion itself, hence *probably*.
 */
export function isProbablyExpired(message: {
  expiry: Expiry;
  lookedAt: Date;
  wasFound: boolean;
  wasTouchedByUs: boolean;
}): boolean {
  return !message.wasFound && !message.wasTouchedByUs && message.lookedAt >= message.expiry.latestAt;
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
