import { spanOf } from "../coverage/span";
import type { Rhythm, RuleHistory } from "./rhythm";
import { scheduleOf } from "./schedule-times";

const HOUR_MS = 3_600_000;
/** What is told late or lost on the way is no silence: so many times must be missed, or one so long ago. */
const MISSED_TIMES = 3;
const LONG_AGO_MS = 6 * HOUR_MS;

/** Whether a rule that runs by a schedule has missed its times. Points are of whole hours: the one it last ran in counts whole. */
export function judgeSchedule(history: RuleHistory, expression: string, last: Date | null): Rhythm {
  const of = { lastTriggeredAt: last, dueAt: null };
  const times = missedTimes(history, expression, last);
  if (!times) return { ...of, kind: "not-measurable", sentence: `When ${expression} is due cannot be told from here.` };
  const { first, count, next } = times;
  const isSilent = first !== null && (count >= MISSED_TIMES || history.knownUntil.getTime() - first >= LONG_AGO_MS);
  if (!isSilent) {
    const sentence = last
      ? `It runs by its schedule, ${expression}.`
      : `By its schedule, ${expression}, no run was due yet.`;
    return { ...of, dueAt: next === null ? null : new Date(next), kind: "in-rhythm", sentence };
  }
  const span = last
    ? ` for ${spanOf((history.knownUntil.getTime() - last.getTime()) / 1000)}`
    : " since it is looked at";
  const sentence = `It has not run${span}, although ${expression} was due ${count === 1 ? "once" : `${count} times`}.`;
  return { ...of, dueAt: new Date(first), kind: "silent", sentence };
}

/** The due times since it last ran, or since it is looked at; undefined where the expression cannot be read. */
function missedTimes({ watchedFrom, enabledAt, knownUntil }: RuleHistory, expression: string, last: Date | null) {
  const schedule = scheduleOf(expression);
  if (!schedule) return undefined;
  const since = Math.max(last ? last.getTime() + HOUR_MS : watchedFrom.getTime(), enabledAt?.getTime() ?? 0);
  const until = knownUntil.getTime();
  if (schedule.kind === "rate") {
    const { gapMs } = schedule;
    const first = since + gapMs;
    const count = Math.max(0, Math.floor((until - since) / gapMs));
    return { first: count > 0 ? first : null, count, next: first };
  }
  let [first, count]: [number | null, number] = [null, 0];
  for (let at = schedule.before(until); at !== undefined && at >= since && count < 1000; at = schedule.before(at - 1)) {
    first = at;
    count += 1;
  }
  return { first, count, next: null };
}
