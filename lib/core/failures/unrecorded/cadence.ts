/** Sums are asked for and kept in buckets of this width. */
export const BUCKET_SECONDS = 300;
/** CloudWatch adds and changes points for minutes after their time: each read begins this far before the last one's end. */
export const LATE_SECONDS = 900;
/** The newest minutes are not told yet. */
export const UNTOLD_SECONDS = 120;
/** How far back the first look goes; what it finds is backlog. Further back costs no more, and helps nobody. */
export const FIRST_LOOK_SECONDS = 24 * 3600;
/** A place that was not looked at for this long was blind: what is found there then was there before. */
export const BLIND_AFTER_SECONDS = 24 * 3600;

/** How often ListMetrics is asked, once for each metric of a place: it costs as much as one thing's metric. */
export const LIST_SECONDS = 600;

/**
 * What ListMetrics tells of a watch: *active*, it had a datapoint within three hours; *silent*, it had none; *not-asked*
 * this time; *unknown*, because it may not be asked.
 */
export type WatchActivity = "active" | "silent" | "not-asked" | "unknown";

/** When a watch was read last, and when it lost something last. */
export interface WatchSight {
  readonly readAt: Date | null;
  readonly lostAt: Date | null;
  readonly activity: WatchActivity;
}

const LOSING_SECONDS = 300;
const EVERY_SECONDS: Readonly<Record<WatchActivity, number>> = {
  active: LIST_SECONDS,
  silent: 6 * 3600,
  "not-asked": Number.POSITIVE_INFINITY,
  unknown: 3600,
};
const LOSING_MS = 24 * 3600 * 1000;

/**
 * Whether to ask for a metric now; each time is billed. What lost something within a day is read every five minutes, what
 * had a datapoint every ten. The rest is read every six hours, for safety only, since ListMetrics would name it; every
 * hour where ListMetrics is refused. All of it so many times as seldom as it is slowed down.
 */
export function isDue({ readAt, lostAt, activity }: WatchSight, now: Date, slowdown = 1): boolean {
  if (readAt === null) return true;
  const isLosing = lostAt !== null && now.getTime() - lostAt.getTime() < LOSING_MS && activity !== "silent";
  const everySeconds = (isLosing ? LOSING_SECONDS : EVERY_SECONDS[activity]) * slowdown;
  // Half a minute early, so that a poll which wanders does not miss its turn.
  return now.getTime() - readAt.getTime() >= (everySeconds - 30) * 1000;
}

/** Until when CloudWatch has told everything at that time, in whole buckets. */
export function toldUntil(now: Date): Date {
  return bucketOf(new Date(now.getTime() - UNTOLD_SECONDS * 1000));
}

/** When the bucket of a time begins. */
export function bucketOf(at: Date): Date {
  const bucketMs = BUCKET_SECONDS * 1000;
  return new Date(Math.floor(at.getTime() / bucketMs) * bucketMs);
}
