/** The range of one field of a cron expression. */
export interface Field {
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");
const WEEKDAYS = "SUN MON TUE WED THU FRI SAT".split(" ");

export const MINUTES: Field = { least: 0, most: 59 };
export const HOURS: Field = { least: 0, most: 23 };
export const DAYS: Field = { least: 1, most: 31 };
export const MONTH: Field = { least: 1, most: 12, names: MONTHS };
export const WEEKDAY: Field = { least: 1, most: 7, names: WEEKDAYS };
export const YEARS: Field = { least: 1970, most: 2199 };

export type Matches = (value: number) => boolean;
/** A list of values, ranges and steps. */
export function valuesOf(text: string, field: Field): Matches | undefined {
  const tests = text.split(",").map((part) => rangeOf(part, field));
  if (tests.some((test) => !test)) return undefined;
  return (value) => tests.some((test) => test?.(value));
}

function rangeOf(part: string, field: Field): Matches | undefined {
  const [range = "", stepText, ...more] = part.split("/");
  const step = stepText === undefined ? 1 : numberIn(stepText, 1, field.most);
  if (step === undefined || more.length > 0) return undefined;
  const [from, to] = range === "*" ? [field.least, field.most] : boundsOf(range, stepText !== undefined, field);
  if (from === undefined || to === undefined) return undefined;
  return (value) => {
    const isInside = from <= to ? value >= from && value <= to : value >= from || value <= to;
    return isInside && (value - from + (value < from ? field.most - field.least + 1 : 0)) % step === 0;
  };
}

function boundsOf(range: string, hasStep: boolean, field: Field): readonly (number | undefined)[] {
  const [first = "", last, ...more] = range.split("-");
  if (more.length > 0) return [];
  const from = namedOrNumber(first, field);
  if (last !== undefined) return [from, namedOrNumber(last, field)];
  return [from, hasStep ? field.most : from];
}

export function namedOrNumber(text: string, { least, most, names }: Field): number | undefined {
  const place = names?.indexOf(text.toUpperCase()) ?? -1;
  return place >= 0 ? place + 1 : numberIn(text, least, most);
}

export function numberIn(text: string, least: number, most: number): number | undefined {
  const value = /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
