import { type Expiry, expiryBound, type Feed, LONGEST_RETENTION_SECONDS } from "../failures/loss";

/** What we know of a dead-letter queue that says when something in it is lost. Null: not known. */
export interface LossFacts {
  readonly isDeadLetterQueue: boolean;
  readonly isFifo: boolean;
  readonly mode: "off" | "index" | "vault";
  readonly retentionSeconds: number;
  readonly feed: Feed;
  readonly longestSourceRetentionSeconds: number | null;
  /** Visible, in flight and delayed. */
  readonly waitingCount: number | null;
  /** Of our index: messages believed to be there, how many have a copy in the vault, and what the others' sent times say. */
  readonly indexedCount: number;
  readonly savedCount: number;
  readonly firstUnsaved: Expiry | null;
  /** The last look: when it ended, and when it began if it met everything there was. */
  readonly lookedAt: Date | null;
  readonly metAllSince: Date | null;
  /** The second of two samples in a row that found nothing. */
  readonly emptyAt: Date | null;
  readonly oldestAgeSeconds: number | null;
  readonly ageAt: Date | null;
}

export type LossKind = "certain" | "bound" | "unknown" | "saved" | "none";

/** When the first message that nobody saved is deleted. `staleSince`: the age behind a bound was read then, not lately. */
export interface QueueLoss {
  readonly kind: LossKind;
  readonly earliestAt: Date | null;
  readonly latestAt: Date | null;
  readonly staleSince: Date | null;
}

/** Counters of SQS may lag this far behind what happened. */
const COUNTER_LAG_MS = 60_000;
/** An age older than this is carried on, and said to be old. */
export const STALE_AGE_SECONDS = 900;

/**
 * The loss clock of one queue. Certain where our index knows the unsaved messages; a bound from age and settings where
 * nobody looked; unknown where something waits and nothing tells how old it is. Never "none" for what is not known.
 */
export function queueLoss(facts: LossFacts, now: Date): QueueLoss {
  const { waitingCount } = facts;
  if (!facts.isDeadLetterQueue || waitingCount === 0) return without("none");
  const { indexedCount, savedCount, firstUnsaved } = isIndexOutlived(facts) ? NOTHING_INDEXED : facts;
  if (waitingCount !== null && savedCount >= waitingCount) return without("saved");
  const unseenCount = waitingCount === null ? 0 : waitingCount - indexedCount;
  // In index mode the next look is seconds away; a queue that nobody reads keeps what we have not seen.
  if (firstUnsaved && (facts.mode !== "off" || unseenCount <= 0))
    return { kind: "certain", ...firstUnsaved, staleSince: null };
  const unseen = boundOf(facts, savedCount, now);
  if (unseen) return firstUnsaved ? { ...unseen, ...sooner(unseen, firstUnsaved) } : unseen;
  // What we know dies by its time; what we do not know may die at any time.
  if (firstUnsaved)
    return {
      kind: "bound",
      ...sooner(firstUnsaved, { earliestAt: now, latestAt: firstUnsaved.latestAt }),
      staleSince: null,
    };
  return without("unknown");
}

/** The same clock if the queue kept messages for as long as SQS allows: what raising the retention gives. */
export function lossWhenRaised(facts: LossFacts, now: Date): QueueLoss {
  const addedMs = (LONGEST_RETENTION_SECONDS - facts.retentionSeconds) * 1000;
  const { firstUnsaved } = facts;
  const raised = firstUnsaved && {
    earliestAt: new Date(firstUnsaved.earliestAt.getTime() + addedMs),
    latestAt: new Date(firstUnsaved.latestAt.getTime() + addedMs),
  };
  return queueLoss({ ...facts, retentionSeconds: LONGEST_RETENTION_SECONDS, firstUnsaved: raised }, now);
}

const NOTHING_INDEXED = { indexedCount: 0, savedCount: 0, firstUnsaved: null };

/** Everything we ever met there is gone: the queue was empty since, or its oldest message came after our last look. */
function isIndexOutlived({ lookedAt, emptyAt, oldestAgeSeconds, ageAt }: LossFacts): boolean {
  if (lookedAt === null) return false;
  if (emptyAt && emptyAt > lookedAt) return true;
  if (oldestAgeSeconds === null || ageAt === null) return false;
  return ageAt.getTime() - oldestAgeSeconds * 1000 > lookedAt.getTime() + 2 * COUNTER_LAG_MS;
}

function boundOf(facts: LossFacts, savedCount: number, now: Date): (QueueLoss & Expiry) | undefined {
  const { oldestAgeSeconds, ageAt } = facts;
  if (oldestAgeSeconds === null || ageAt === null) return undefined;
  const emptySince = facts.emptyAt && new Date(facts.emptyAt.getTime() - COUNTER_LAG_MS);
  const allSavedSince = savedCount > 0 && facts.firstUnsaved === null ? facts.metAllSince : null;
  const starts = [emptySince, allSavedSince].flatMap((at) => (at ? [at.getTime()] : []));
  const readAt = ageAt < now ? ageAt : now;
  const bound = expiryBound({
    isFifo: facts.isFifo,
    feed: facts.feed,
    retentionSeconds: facts.retentionSeconds,
    longestSourceRetentionSeconds: facts.longestSourceRetentionSeconds ?? undefined,
    oldestAgeSeconds,
    ageAt: readAt,
    notBefore: starts.length > 0 ? new Date(Math.max(...starts)) : undefined,
    isOldestSaved: savedCount > 0,
    now,
  });
  const isStale = now.getTime() - readAt.getTime() > STALE_AGE_SECONDS * 1000;
  return { kind: "bound", ...bound, staleSince: isStale ? readAt : null };
}

function sooner(one: Expiry, other: Expiry): Expiry {
  return { earliestAt: earlier(one.earliestAt, other.earliestAt), latestAt: earlier(one.latestAt, other.latestAt) };
}

function earlier(one: Date, other: Date): Date {
  return new Date(Math.min(one.getTime(), other.getTime()));
}

function without(kind: LossKind): QueueLoss {
  return { kind, earliestAt: null, latestAt: null, staleSince: null };
}
