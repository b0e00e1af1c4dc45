/** A time in UTC that six fields describe: minutes, hours, day of month, month, day of week, year. */
export interface Cron {
  /** The first such minute at `from` or later, as epoch milliseconds; undefined when there is none before 2200. */
  next(from: number): number | undefined;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LAST_YEAR = 2199;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

type DayTest = (day: Date) => boolean;

/**
 * Reads the six fields of a cron expression with `* ? , - /`, names, `L` and `#` (EventBridge Scheduler User Guide,
 * "Schedule types"). Throws RangeError with a sentence; `W` is not simulated.
 */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6) throw new RangeError("a cron expression has six fields");
  const [minute = "", hour = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw new RangeError("exactly one of day-of-month and day-of-week must be ?");
  }
  const minutes = [...valuesOf(minute, 0, 59)].sort((a, b) => a - b);
  const hours = [...valuesOf(hour, 0, 23)].sort((a, b) => a - b);
  const months = valuesOf(month, 1, 12, MONTHS, 1);
  const years = valuesOf(year, 1970, LAST_YEAR);
  const isDay = dayOfMonth === "?" ? weekdayTest(dayOfWeek) : monthDayTest(dayOfMonth);
  const isRight: DayTest = (day) => months.has(day.getUTCMonth() + 1) && isDay(day);
  return {
    next: (from) => {
      const first = Math.ceil(from / MINUTE_MS) * MINUTE_MS;
      for (let dayAt = Math.floor(first / DAY_MS) * DAY_MS; ; dayAt += DAY_MS) {
        const day = new Date(dayAt);
        const dayYear = day.getUTCFullYear();
        if (dayYear > Math.max(...years)) return undefined;
        if (!years.has(dayYear) || !isRight(day)) continue;
        const at = firstTimeOf(dayAt, hours, minutes, first);
        if (at !== undefined) return at;
      }
    },
  };
}

function firstTimeOf(dayAt: number, hours: readonly number[], minutes: readonly number[], first: number) {
  for (const hour of hours) {
    for (const minute of minutes) {
      const at = dayAt + (hour * 60 + minute) * MINUTE_MS;
      if (at >= first) return at;
    }
  }
  return undefined;
}

function monthDayTest(text: string): DayTest {
  if (text === "L") return (day) => new Date(day.getTime() + DAY_MS).getUTCDate() === 1;
  if (text.includes("W")) throw new RangeError("W in a cron expression is not simulated");
  const days = valuesOf(text, 1, 31);
  return (day) => days.has(day.getUTCDate());
}

function weekdayTest(text: string): DayTest {
  const nth = /^(\w+)#([1-5])$/.exec(text);
  if (nth) {
    const weekday = numberOf(nth[1] ?? "", 1, 7, WEEKDAYS, 1);
    return (day) => day.getUTCDay() + 1 === weekday && Math.ceil(day.getUTCDate() / 7) === Number(nth[2]);
  }
  const last = /^(\w+)L$/.exec(text);
  if (last) {
    const weekday = numberOf(last[1] ?? "", 1, 7, WEEKDAYS, 1);
    return (day) =>
      day.getUTCDay() + 1 === weekday && new Date(day.getTime() + 7 * DAY_MS).getUTCMonth() !== day.getUTCMonth();
  }
  const weekdays = valuesOf(text === "L" ? "7" : text, 1, 7, WEEKDAYS, 1);
  return (day) => weekdays.has(day.getUTCDay() + 1);
}

/** All the numbers that a field such as `1-5,10/20` means. */
function valuesOf(text: string, min: number, max: number, names: readonly string[] = [], firstName = 0): Set<number> {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step = "1", ...more] = part.split("/");
    if (more.length > 0 || !/^[1-9]\d*$/.test(step)) throw new RangeError(`${part} is not valid in a cron expression`);
    const [from, to] = rangeOf(range, { min, max, names, firstName, isOpen: part.includes("/") });
    for (let value = from; value <= to; value += Number(step)) found.add(value);
  }
  return found;
}

interface Limits {
  readonly min: number;
  readonly max: number;
  readonly names: readonly string[];
  readonly firstName: number;
  /** With a step, one number means "from here on". */
  readonly isOpen: boolean;
}

function rangeOf(text: string, { min, max, names, firstName, isOpen }: Limits): [number, number] {
  if (text === "*") return [min, max];
  const [from = "", to, ...more] = text.split("-");
  const first = numberOf(from, min, max, names, firstName);
  if (to === undefined) return [first, isOpen ? max : first];
  const last = numberOf(to, min, max, names, firstName);
  if (more.length > 0 || last < first) throw new RangeError(`${text} is not a range in a cron expression`);
  return [first, last];
}

function numberOf(text: string, min: number, max: number, names: readonly string[], firstName: number): number {
  const place = names.indexOf(text.toUpperCase());
  const value = place >= 0 ? place + firstName : /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new RangeError(`${text} is not valid in a cron expression`);
}
