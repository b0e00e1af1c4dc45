/** Weeks are ISO weeks, Monday to Sunday, of a time zone: 167 or 169 hours long where its clocks change. */
export interface WeekSpan {
  readonly from: Date;
  readonly until: Date;
}

export const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export interface WeeklyTime {
  readonly zone: string;
  readonly day: Weekday;
  /** Time of day, for example 07:00; 24:00 is the midnight that ends the day. */
  readonly at: string;
}

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The week that a calendar day belongs to, for example 2026-W47. Its Thursday decides of which year it is. */
function weekOfDay(day: number): string {
  const thursday = mondayOf(day) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const number = Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / WEEK_DAYS) + 1;
  return `${year}-W${String(number).padStart(2, "0")}`;
}

/** The week in which a moment lies in this zone. */
export function weekAt(at: Date, zone: string): string {
  return weekOfDay(dayAt(at, zone));
}

/** From when until when a week lasts in this zone. A number that the year does not have is the week that follows its last. */
export function spanOfWeek(week: string, zone: string): WeekSpan {
  const monday = mondayOfWeek(week);
  return { from: instantOf(monday, 0, zone), until: instantOf(monday + WEEK_DAYS, 0, zone) };
}

/** Whether the year has a week of this number. */
export function isWeek(week: string): boolean {
  return /^\d{4}-W\d{2}$/.test(week) && weekOfDay(mondayOfWeek(week)) === week;
}

export function shiftWeek(week: string, by: number): string {
  return weekOfDay(mondayOfWeek(week) + by * WEEK_DAYS);
}

/** The last week that is over. */
export function lastWholeWeek(at: Date, zone: string): string {
  return shiftWeek(weekAt(at, zone), -1);
}

/** The last time of the schedule that is not after this one. */
export function scheduledBefore(schedule: WeeklyTime, at: Date): Date {
  const monday = mondayOf(dayAt(at, schedule.zone));
  const times = [0, -1, -2].map((weeks) => timeOf(schedule, monday + weeks * WEEK_DAYS));
  return times.find((time) => time <= at) ?? timeOf(schedule, monday - 2 * WEEK_DAYS);
}

/** The first time of the schedule after this one. */
export function nextScheduled(schedule: WeeklyTime, at: Date): Date {
  const monday = mondayOf(dayAt(at, schedule.zone));
  const times = [-1, 0, 1].map((weeks) => timeOf(schedule, monday + weeks * WEEK_DAYS));
  return times.find((time) => time > at) ?? timeOf(schedule, monday + 2 * WEEK_DAYS);
}

/** The calendar day of a moment in this zone, as text. */
export function dateAt(at: Date, zone: string): string {
  return new Date(dayAt(at, zone) * DAY_MS).toISOString().slice(0, 10);
}

function timeOf({ zone, day, at }: WeeklyTime, monday: number): Date {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  return instantOf(monday + WEEKDAYS.indexOf(day), hours * 60 + minutes, zone);
}

function mondayOfWeek(week: string): number {
  const [year = 0, number = 1] = week.split("-W").map(Number);
  return mondayOf(Date.UTC(year, 0, 4) / DAY_MS) + (number - 1) * WEEK_DAYS;
}

/** Day 0 was a Thursday. */
function mondayOf(day: number): number {
  return day - ((((day + 3) % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS);
}

function dayAt(at: Date, zone: string): number {
  return Math.floor((at.getTime() + offsetMs(at.getTime(), zone)) / DAY_MS);
}

/**
 * When the clocks of a zone show this time of this day: the first time where they show it twice, and where they leap over it as
 * much later as they leap.
 */
function instantOf(day: number, minutes: number, zone: string): Date {
  const wall = day * DAY_MS + minutes * 60_000;
  const before = offsetMs(wall - DAY_MS, zone);
  const after = offsetMs(wall + DAY_MS, zone);
  const fits = [before, after].find((offset) => offsetMs(wall - offset, zone) === offset);
  return new Date(wall - (fits ?? before));
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(zone);
  if (known) return known;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" } as const;
  const made = new Intl.DateTimeFormat("en", { timeZone: zone, hourCycle: "h23", ...numeric, second: "numeric" });
  FORMATS.set(zone, made);
  return made;
}

function offsetMs(at: number, zone: string): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return shown - Math.floor(at / 1000) * 1000;
}
