import {
  figuresOf,
  HOUR_SECONDS,
  QUICK_SECONDS,
  type UseFigure,
  type UseKind,
  type UseMetric,
  type UseWidth,
} from "./use-metrics";

const DAY_SECONDS = 24 * HOUR_SECONDS;

/** How often ListMetrics is asked what is alive. Functions are asked more often: their five minutes tell of health. */
export const LIST_SECONDS: Readonly<Record<UseKind, number>> = {
  queue: HOUR_SECONDS,
  function: 900,
  topic: HOUR_SECONDS,
  "state-machine": HOUR_SECONDS,
  pipe: HOUR_SECONDS,
};
/** What was not there when it was asked last waits so long. */
export const LIST_NEW_SECONDS = 600;
/** ListMetrics names what had a figure within three hours: who asks more seldom is not told of everything. */
export const LISTED_BACK_SECONDS = 9000;

/** What stirs is read so often; further back costs no more. */
export const USUAL_SECONDS: Readonly<Record<UseWidth, number>> = {
  [HOUR_SECONDS]: 3 * HOUR_SECONDS,
  [QUICK_SECONDS]: 900,
};
/** Five minutes of a function that fails, is throttled, or has something to do that waits. */
export const TROUBLE_SECONDS = 300;
/** What does not stir is read so often, for safety. */
export const IDLE_SECONDS = DAY_SECONDS;
/** Where ListMetrics is refused. */
export const BLIND_SECONDS: Readonly<Record<UseWidth, number>> = {
  [HOUR_SECONDS]: DAY_SECONDS,
  [QUICK_SECONDS]: HOUR_SECONDS,
};
/** After its first sight, so that who has just connected sees what it costs. */
const EARLY_SECONDS = [600, 1800, 3600];

/**
 * A metric is named up to 25 minutes late, and the next list is up to an hour away; minutes change for some more. Each read
 * begins this far before the last one's end.
 */
const LATE_SECONDS: Readonly<Record<UseWidth, number>> = {
  [HOUR_SECONDS]: 2 * HOUR_SECONDS,
  [QUICK_SECONDS]: 1800,
};
/** How far a read goes back after nobody looked. */
const CATCH_UP_SECONDS: Readonly<Record<UseWidth, number>> = {
  [HOUR_SECONDS]: 62 * DAY_SECONDS,
  [QUICK_SECONDS]: 6 * DAY_SECONDS,
};
const FIRST_QUICK_SECONDS = DAY_SECONDS;

/** What is known of a resource's figures at one width. */
export interface UseSight {
  readonly kind: UseKind;
  readonly width: UseWidth;
  /** What ListMetrics named since it was read last. *unknown*: it was not asked yet, or is refused. */
  readonly active: readonly UseMetric[] | "unknown";
  readonly readAt: Date | null;
  readonly readUntil: Date | null;
  /** Something moved in it since it was read last, as its counters tell. */
  readonly hasMoved: boolean;
}

/** Which few figures tell whether there is anything: asked for safety of what does not stir. */
const PROBES: Readonly<Partial<Record<UseKind, readonly UseMetric[]>>> = { queue: ["sent", "emptyReceives"] };

/** Which figures to ask for. A probe asks whether there is anything at all: where there is, all of it is to be read. */
export interface UseAsk {
  readonly figures: readonly UseFigure[];
  readonly isProbe: boolean;
}

/**
 * What to ask of something whose time has come, each figure of which is billed; null where nothing is alive. The first read
 * asks for all, named or not: ListMetrics says nothing of what was before.
 */
export function figuresDue(sight: UseSight, now: Date, factor = 1): UseAsk | null {
  const { kind, width, active, readAt, readUntil, hasMoved } = sight;
  const all = figuresOf(kind, width);
  if (active === "unknown") return whole(all);
  if (width === QUICK_SECONDS) return active.length > 0 ? whole(all) : null;
  if (readAt === null || readUntil === null || hasMoved) return whole(all);
  const isLongAgo = now.getTime() - readAt.getTime() >= IDLE_SECONDS * factor * 900;
  if (isLongAgo) return { figures: probesOf(kind, all), isProbe: true };
  const named = all.filter(({ metric }) => active.includes(metric));
  return named.length > 0 ? whole(named) : null;
}

function whole(figures: readonly UseFigure[]): UseAsk {
  return { figures, isProbe: false };
}

function probesOf(kind: UseKind, all: readonly UseFigure[]): readonly UseFigure[] {
  const probes = PROBES[kind];
  return probes ? all.filter(({ metric }) => probes.includes(metric)) : all.slice(0, 1);
}

/** What a read has told, for when to read again. */
export interface UseTold {
  readonly kind: UseKind;
  readonly width: UseWidth;
  readonly isBlind: boolean;
  /** ListMetrics named something of it. */
  readonly isAlive: boolean;
  /** Something other than 0 was told. */
  readonly hasStirred: boolean;
  /** Errors or throttles within the last half hour, or a queue that it consumes holds messages. */
  readonly isTroubled: boolean;
  /** How long it has been known. */
  readonly knownSeconds: number;
}

/**
 * When to read again. A `factor` above 1 is slower (the ceiling on our own cost), below 1 quicker (a rehearsal is free).
 *
 * List prices a month, N metrics × 2,592,000 / P seconds × $0.01 / 1,000 (aws-facts 4.5): a queue that stirs is five metrics (two
 * statistics of one are billed once) every three hours, $0.0120; a function four, $0.0096; a topic four, $0.0096; a state machine
 * three, $0.0072; a pipe one, $0.0024. One that does not stir: two metrics a day of a queue, $0.0006, one of others, $0.0003. Five
 * minutes of a living function that is part of a path are three metrics every 900 s, $0.0864, in trouble every 300 s, $0.00036 an
 * hour. ListMetrics is one call for each 500 living metrics, $0.0072 hourly, $0.0288 for functions. So 1,000 queues of which 200
 * stir, with 50 living functions, cost about $7.90. The first read costs once what is asked of it, five metrics a queue.
 */
export function dueSeconds(told: UseTold, factor = 1): number {
  return factor * plainSeconds(told, factor);
}

function plainSeconds(told: UseTold, factor: number): number {
  const { width, isBlind, isAlive, hasStirred, isTroubled, knownSeconds } = told;
  if (width === QUICK_SECONDS) {
    if (isTroubled) return TROUBLE_SECONDS;
    return isBlind ? BLIND_SECONDS[width] : USUAL_SECONDS[width];
  }
  if (isBlind) return BLIND_SECONDS[width];
  const early = isAlive ? EARLY_SECONDS.find((seconds) => seconds > knownSeconds / factor + 60) : undefined;
  if (early !== undefined) return early - knownSeconds / factor;
  return hasStirred ? USUAL_SECONDS[width] : IDLE_SECONDS;
}

/** How often ListMetrics is asked for a kind: never so seldom that something would be missed. */
export function listSeconds(kind: UseKind, { hasNew }: { readonly hasNew: boolean }, factor = 1): number {
  return Math.min(factor * (hasNew ? LIST_NEW_SECONDS : LIST_SECONDS[kind]), LISTED_BACK_SECONDS);
}

/**
 * From when to ask, on the border of a bucket: the beginning of the month (UTC) at first, so that the month to date is whole, then
 * a little before the last read's end. One metric costs the same however many points it has.
 */
export function readFrom(width: UseWidth, readUntil: Date | null, now: Date): Date {
  const widthMs = width * 1000;
  const start = readUntil
    ? Math.max(readUntil.getTime() - LATE_SECONDS[width] * 1000, now.getTime() - CATCH_UP_SECONDS[width] * 1000)
    : firstFrom(width, now);
  return new Date(Math.floor(start / widthMs) * widthMs);
}

function firstFrom(width: UseWidth, now: Date): number {
  return width === HOUR_SECONDS
    ? Date.UTC(now.getUTCFullYear(), now.getUTCMonth())
    : now.getTime() - FIRST_QUICK_SECONDS * 1000;
}
