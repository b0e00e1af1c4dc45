import { spanOf } from "../coverage/span";
import { judgeSchedule } from "./schedule-rhythm";
import { expectedOf, type Habit, habitOf, worstSurprise } from "./weekly-habit";

export const RHYTHM_KINDS = ["in-rhythm", "silent", "not-measurable", "disabled"] as const;
export type RhythmKind = (typeof RHYTHM_KINDS)[number];

/** What is known of when a rule ran. Hours without a point are not known to be empty before `watchedFrom` and after `knownUntil`. */
export interface RuleHistory {
  readonly isEnabled: boolean;
  readonly scheduleExpression: string | null;
  /** The hours in which it ran, by their beginnings, up to some weeks back. */
  readonly hours: readonly Date[];
  /** Since when it is looked at. */
  readonly watchedFrom: Date;
  /** When it was switched on last, as far as somebody saw it. */
  readonly enabledAt: Date | null;
  /** Until when CloudWatch has told. */
  readonly knownUntil: Date;
}
export interface Rhythm {
  readonly kind: RhythmKind;
  readonly sentence: string;
  readonly lastTriggeredAt: Date | null;
  /** By then it should have run again, or should run; null where it cannot be told. */
  readonly dueAt: Date | null;
}

const HOUR_MS = 3_600_000;
/** A silence is judged against this long before it. */
const HABIT_DAYS = 14;
/** With less than a week nobody knows what a Sunday looks like. */
const LEAST_DAYS = 7;
const LEAST_HOURS = 12;
/** One in a thousand: how unlikely a silence must be for a rule that keeps its habit, in the logarithm. */
const LEAST_SURPRISE = Math.log(1000);
/** And more than any silence that it had before. */
const TIMES_THE_WORST = 1.5;

/**
 * Whether a rule is quiet against its own rhythm: a schedule against its expression, other rules against which hours of the
 * week they used to run in. A rule that works by day is not silent at night, and one that runs now and then is silent only
 * after a quiet that it never had. With too little history it is *not measurable*. CloudWatch tells at best effort, so that
 * silent always means probably.
 */
export function judgeRhythm(history: RuleHistory): Rhythm {
  const { isEnabled, scheduleExpression, hours } = history;
  const last = hours.reduce<Date | null>((newest, hour) => (!newest || hour > newest ? hour : newest), null);
  const of = { lastTriggeredAt: last, dueAt: null };
  if (!isEnabled) return { ...of, kind: "disabled", sentence: "It is switched off." };
  if (scheduleExpression !== null) return judgeSchedule(history, scheduleExpression, last);
  if (!last) return notMeasurable(of, "It has not run since it is looked at.");
  const earliest = Math.max(history.watchedFrom.getTime(), last.getTime() - HABIT_DAYS * 24 * HOUR_MS);
  const before = hours.filter((hour) => hour.getTime() >= earliest);
  // What was before its first run is no silence of a rule that may not have been there yet.
  const from = new Date(Math.min(last.getTime(), ...before.map((hour) => hour.getTime())));
  const days = (last.getTime() - from.getTime()) / (24 * HOUR_MS);
  if (days < LEAST_DAYS)
    return notMeasurable(of, "It has run for less than a week since it is looked at: no rhythm yet.");
  if (before.length < LEAST_HOURS) return notMeasurable(of, "It runs too seldom to have a rhythm.");
  return judgeHabit(habitOf(before, from, last), last, history);
}

function judgeHabit(habit: Habit, last: Date, history: RuleHistory): Rhythm {
  const limit = Math.max(LEAST_SURPRISE, TIMES_THE_WORST * worstSurprise(habit));
  const quiet = { from: quietFrom(last, history), until: history.knownUntil.getTime() };
  const { missedHours, dueAt } = expectedOf(habit, quiet, limit);
  const of = { lastTriggeredAt: last, dueAt };
  if (dueAt && dueAt.getTime() <= quiet.until) {
    const sentence = `It has not run for ${spanOf((quiet.until - quiet.from) / 1000)}: in that time it used to run in about ${missedHours} ${missedHours === 1 ? "hour" : "hours"}. Either nothing is sent, or it is no longer recognised.`;
    return { ...of, kind: "silent", sentence };
  }
  return { ...of, kind: "in-rhythm", sentence: "It runs as it used to in the two weeks before." };
}

/** From when on it could have run again, in whole hours: after the hour in which it ran last, and while it is switched on. */
function quietFrom(last: Date, { enabledAt }: RuleHistory): number {
  const on = Math.ceil((enabledAt?.getTime() ?? 0) / HOUR_MS) * HOUR_MS;
  return Math.max(last.getTime() + HOUR_MS, on);
}

function notMeasurable(of: Pick<Rhythm, "lastTriggeredAt" | "dueAt">, sentence: string): Rhythm {
  return { ...of, kind: "not-measurable", sentence };
}
