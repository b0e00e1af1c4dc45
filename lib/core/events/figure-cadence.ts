import { EVENT_FIGURES, FIGURE_NAMES, type FigureName } from "./event-figures";

/** How often ListMetrics is asked which rules and buses CloudWatch has something of. */
export const LIST_SECONDS = 600;
/** How much quicker all of it goes in the demo, where reading is free and nobody waits a quarter of an hour. */
export const DEMO_PACE = 0.1;
/** Everything that CloudWatch has of a rule or bus is read so often, all minutes since the last time at once. */
export const USUAL_SECONDS = 900;
/** Whether a rule that runs fails is asked so often in between. */
export const WATCH_SECONDS = 300;
/** Of a rule that fails, or was changed, what tells of trouble is read so often. */
export const TROUBLE_SECONDS = 120;
/** Where ListMetrics is refused, every rule is read, and so seldom. */
export const BLIND_SECONDS = 3600;
/** CloudWatch adds and changes points for minutes after their time: each read begins this far before the last one's end. */
export const LATE_SECONDS = 900;
/** How far back the first read goes. */
export const FIRST_READ_SECONDS = 24 * 3600;
/** How far back a read goes after nobody looked: minutes are kept for a week. A longer window of a metric costs no more. */
export const CATCH_UP_SECONDS = 6 * 24 * 3600;
/** What went wrong this long ago is over. */
const TROUBLE_LASTS_SECONDS = 1800;

/** What is known of a rule's or bus's figures. */
export interface FigureSight {
  readonly kind: "rule" | "bus";
  /** Which figures CloudWatch had lately; empty: it is silent. *unknown*: ListMetrics was not asked yet, or is refused. */
  readonly active: readonly FigureName[] | "unknown";
  readonly readAt: Date | null;
  readonly quickAt: Date | null;
  /** The newest minute in which something went wrong, and when the rule or what it reaches was changed last. */
  readonly troubleAt: Date | null;
  readonly changedAt: Date | null;
}

/** Asked of every rule that is read, whether CloudWatch named it or not: a new metric is named up to 25 minutes late. */
const ALWAYS: readonly FigureName[] = ["failed"];
/** And where it fails: whether it was tried again before, and what became of it. */
const WHERE_FAILING: readonly FigureName[] = ["retried", "failed", "sentToDeadLetter", "lostAtDeadLetter"];
/** Without ListMetrics: whether it runs, and whether something is lost. */
const LEAST: readonly FigureName[] = ["triggered", "failed", "lostAtDeadLetter"];
/** ListMetrics names what had a figure within three hours: after a longer pause it says nothing of what was before. */
const LISTED_BACK_SECONDS = 9000;
const QUICK: readonly FigureName[] = FIGURE_NAMES.filter(
  (name) => name === "triggered" || name === "invocations" || EVENT_FIGURES[name].isTrouble,
);

/**
 * Which figures to count as active, by those that ListMetrics named now and by when it was asked for this rule before: where
 * that was too long ago, or never, the last day is read once of every rule, silent or not.
 */
export function activeAfter(lookedAt: Date | null, named: readonly FigureName[], now: Date): FigureName[] {
  const isGap = lookedAt === null || now.getTime() - lookedAt.getTime() > LISTED_BACK_SECONDS * 1000;
  return isGap ? union(named, LEAST) : [...named];
}

/**
 * Which figures to ask CloudWatch for now, each of which is billed; *usual* reads all of them since the last usual read. A
 * `pace` below 1 is quicker: a rehearsal costs nothing.
 */
export function figuresDue(
  sight: FigureSight,
  now: Date,
  pace = 1,
): { kind: "usual" | "quick"; figures: FigureName[] } | null {
  const { kind, active, readAt, quickAt } = sight;
  const isDue = (at: Date | null, seconds: number) => isPast(at, seconds * pace, now);
  const last = later(readAt, quickAt);
  const isBlind = active === "unknown";
  if (isBlind && kind === "bus") return null;
  if (isBlind && isDue(readAt, BLIND_SECONDS)) return { kind: "usual", figures: [...LEAST] };
  if (active.length === 0) return null;
  if (!isBlind && isDue(readAt, USUAL_SECONDS))
    return { kind: "usual", figures: union(active, kind === "rule" ? ALWAYS : []) };
  if (kind === "bus") return null;
  if (isTroubled(sight, now) && isDue(last, TROUBLE_SECONDS))
    return {
      kind: "quick",
      figures: union(isBlind ? LEAST : active, WHERE_FAILING).filter((name) => QUICK.includes(name)),
    };
  return !isBlind && isDue(last, WATCH_SECONDS) ? { kind: "quick", figures: [...ALWAYS] } : null;
}

/** How often it is read as things stand, for who looks at its figures. */
export function cadenceOf(sight: FigureSight, now: Date, pace = 1): number {
  if (sight.active.length === 0) return LIST_SECONDS * pace;
  if (sight.kind === "rule" && isTroubled(sight, now)) return TROUBLE_SECONDS * pace;
  return (sight.active === "unknown" ? BLIND_SECONDS : USUAL_SECONDS) * pace;
}

function isTroubled({ troubleAt, changedAt }: FigureSight, now: Date): boolean {
  const newest = later(troubleAt, changedAt);
  return newest !== null && now.getTime() - newest.getTime() < TROUBLE_LASTS_SECONDS * 1000;
}

/** A tenth early, so that a poll which wanders does not miss its turn. */
function isPast(at: Date | null, seconds: number, now: Date): boolean {
  return at === null || now.getTime() - at.getTime() >= seconds * 900;
}

function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}

function union(one: readonly FigureName[], other: readonly FigureName[]): FigureName[] {
  return FIGURE_NAMES.filter((name) => one.includes(name) || other.includes(name));
}
