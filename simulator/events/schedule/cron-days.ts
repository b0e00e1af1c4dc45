import { DAYS, namedOrNumber, numberIn, valuesOf, WEEKDAY } from "./cron-values";

/** Of a day in UTC. */
export type DayMatches = (day: Date) => boolean;

/** Days of a month; `L` is the last, `15W` the weekday nearest to the 15th within the month. */
export function daysOf(text: string): DayMatches | undefined {
  if (text === "L") return (day) => day.getUTCDate() === lastDayOf(day);
  const near = /^(\d{1,2})W$/.exec(text)?.[1];
  if (near !== undefined) return nearWeekday(numberIn(near, 1, 31));
  const matches = valuesOf(text, DAYS);
  return matches && ((day) => matches(day.getUTCDate()));
}

function nearWeekday(wanted: number | undefined): DayMatches | undefined {
  if (wanted === undefined) return undefined;
  return (day) => {
    const last = lastDayOf(day);
    if (wanted > last) return false;
    const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), wanted)).getUTCDay();
    if (weekday === 6) return day.getUTCDate() === (wanted === 1 ? 3 : wanted - 1);
    if (weekday === 0) return day.getUTCDate() === (wanted === last ? wanted - 2 : wanted + 1);
    return day.getUTCDate() === wanted;
  };
}

/** Days of a week; `6L` is the month's last Friday, `6#3` its third. */
export function weekdaysOf(text: string): DayMatches | undefined {
  const [, name, mark, place] = /^(\w+?)(L|#([1-5]))$/.exec(text) ?? [];
  if (name !== undefined && mark !== undefined) {
    const weekday = namedOrNumber(name, WEEKDAY);
    if (weekday === undefined) return undefined;
    return (day) => {
      if (day.getUTCDay() + 1 !== weekday) return false;
      const date = day.getUTCDate();
      return place === undefined ? date > lastDayOf(day) - 7 : Math.ceil(date / 7) === Number(place);
    };
  }
  if (text === "L") return (day) => day.getUTCDay() === 6;
  const matches = valuesOf(text, WEEKDAY);
  return matches && ((day) => matches(day.getUTCDay() + 1));
}

function lastDayOf(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}
