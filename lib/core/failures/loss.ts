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
 * Expiry of the oldest message of a dead-letter queue that nobody reads. Its age metric counts from the move, so on a
 * standard queue the message may be older by up to the longest retention of its source queues.
 */
export function expiryBound(queue: {
  isFifo: boolean;
  oldestAgeSeconds: number;
  retentionSeconds: number;
  longestSourceRetentionSeconds?: number;
  now: Date;
}): Expiry {
  const latestAt = later(queue.now, queue.retentionSeconds - queue.oldestAgeSeconds);
  if (queue.isFifo) return { earliestAt: latestAt, latestAt };
  const timeInSource = queue.longestSourceRetentionSeconds ?? LONGEST_RETENTION_SECONDS;
  return { earliestAt: later(latestAt, -timeInSource), latestAt };
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
