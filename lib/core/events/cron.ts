/** The times of a cron expression: minutes and hours of a day, and which days are meant. */
export interface Cron {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly isDay: (day: Date) => boolean;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split(" ");
const DAY_MS = 86_400_000;
/** A schedule that does not come within a year has no rhythm that anybody could hold it to. */
const FURTHEST_DAYS = 366;

/**
 * The six fields of AWS's cron expressions: minutes, hours, day of month, month, day of week (1 is Sunday), year, in UTC, with
 * lists, ranges and steps. Undefined for what is none, and for `L`, `W` and `#`, which are not worth guessing.
 */
export function parseCron(text: string): Cron | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = "", ...more] = text.split(/\s+/);
  if (year === "" || more.length > 0 || (day === "?") === (weekday === "?")) return undefined;
  const minutes = valuesOf(minute, 0, 59);
  const hours = valuesOf(hour, 0, 23);
  const months = valuesOf(month, 1, 12, MONTHS);
  const years = valuesOf(year, 1970, 2199);
  const days = valuesOf(day === "?" ? "*" : day, 1, 31);
  const weekdays = valuesOf(weekday === "?" ? "*" : weekday, 1, 7, WEEKDAYS);
  if (!minutes || !hours || !months || !years || !days || !weekdays) return undefined;
  const isDay = (at: Date) =>
    years.includes(at.getUTCFullYear()) &&
    months.includes(at.getUTCMonth() + 1) &&
    days.includes(at.getUTCDate()) &&
    weekdays.includes(at.getUTCDay() + 1);
  return { minutes, hours, isDay };
}

/** The newest time at or before `at` (epoch milliseconds); undefined where there is none within a year. */
export function previousCronTime(cron: Cron, at: number): number | undefined {
  const today = Math.floor(at / DAY_MS) * DAY_MS;
  for (let back = 0; back <= FURTHEST_DAYS; back += 1) {
    const midnight = today - back * DAY_MS;
    if (!cron.isDay(new Date(midnight))) continue;
    for (const hour of [...cron.hours].reverse())
      for (const minute of [...cron.minutes].reverse()) {
        const time = midnight + (hour * 60 + minute) * 60_000;
        if (time <= at) return time;
      }
  }
  return undefined;
}

function valuesOf(text: string, least: number, most: number, names: readonly string[] = []): number[] | undefined {
  const all = Array.from({ length: most - least + 1 }, (_, index) => least + index);
  const chosen = new Set<number>();
  for (const part of text.split(",")) {
    const values = rangeOf(part, least, most, names);
    if (!values) return undefined;
    for (const value of values) chosen.add(value);
  }
  return all.filter((value) => chosen.has(value));
}

function rangeOf(part: string, least: number, most: number, names: readonly string[]): number[] | undefined {
  const [, range = "", stepText] = /^([^/]+)(?:\/(\d{1,4}))?$/.exec(part) ?? [];
  const step = stepText === undefined ? 1 : Number(stepText);
  const numberOf = (text: string | undefined) => {
    const place = names.indexOf((text ?? "").toUpperCase());
    const value = place >= 0 ? place + 1 : /^\d{1,4}$/.test(text ?? "") ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  };
  const [first, last, ...more] = range.split("-");
  const from = range === "*" ? least : numberOf(first);
  const open = stepText === undefined ? from : most;
  const to = range === "*" ? most : last === undefined ? open : numberOf(last);
  if (from === undefined || to === undefined || step < 1 || more.length > 0) return undefined;
  const size = most - least + 1;
  const length = to >= from ? to - from : to - from + size;
  return Array.from({ length: Math.floor(length / step) + 1 }, (_, index) => {
    return least + ((from - least + index * step) % size);
  });
}
