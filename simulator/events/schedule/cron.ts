import { type DayMatches, daysOf, weekdaysOf } from "./cron-days";
import { type Field, HOURS, type Matches, MINUTES, MONTH, valuesOf, YEARS } from "./cron-values";

export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly isMonth: Matches;
  readonly isYear: Matches;
  readonly isDay: DayMatches;
}

/**
 * The six fields between the parentheses of a cron expression (EventBridge user guide, "Creating a rule that runs on a
 * schedule"): minutes, hours, day of month, month, day of week (1 is Sunday), year, in UTC. Undefined when it is none.
 */
export function parseCron(text: string): Cron | undefined {
  const fields = text.split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = ""] = fields;
  if (fields.length !== 6 || (day === "?") === (weekday === "?")) return undefined;
  const isMinute = valuesOf(minute, MINUTES);
  const isHour = valuesOf(hour, HOURS);
  const isMonth = valuesOf(month, MONTH);
  const isYear = valuesOf(year, YEARS);
  const isDay = weekday === "?" ? daysOf(day) : weekdaysOf(weekday);
  if (!isMinute || !isHour || !isMonth || !isYear || !isDay) return undefined;
  return { minutes: listed(isMinute, MINUTES), hours: listed(isHour, HOURS), isMonth, isYear, isDay };
}

const DAY_MS = 86_400_000;

/** The first time after `after` (both epoch milliseconds); undefined when there is none before the year 2200. */
export function nextCronTime(cron: Cron, after: number): number | undefined {
  const start = Math.floor(after / DAY_MS) * DAY_MS;
  const end = Date.UTC(YEARS.most + 1, 0, 1);
  for (let at = start; at < end; ) {
    const day = new Date(at);
    if (!cron.isYear(day.getUTCFullYear())) {
      at = Date.UTC(day.getUTCFullYear() + 1, 0, 1);
      continue;
    }
    const time = isCronDay(cron, day) ? timeOn(cron, at, after) : undefined;
    if (time !== undefined) return time;
    at += DAY_MS;
  }
  return undefined;
}

function isCronDay(cron: Cron, day: Date): boolean {
  return cron.isMonth(day.getUTCMonth() + 1) && cron.isDay(day);
}

function timeOn({ hours, minutes }: Cron, midnight: number, after: number): number | undefined {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = midnight + (hour * 60 + minute) * 60_000;
      if (at > after) return at;
    }
  }
  return undefined;
}

function listed(matches: Matches, { least, most }: Field): number[] {
  return Array.from({ length: most - least + 1 }, (_, index) => least + index).filter(matches);
}
