interface Week {
  readonly from: string;
  readonly until: string;
  readonly zone: string;
}

/** The days of a week in its own zone: "Mon 16 to Sun 22 Nov 2026", with months and years where they differ. */
export function weekWords({ from, until, zone }: Week): string {
  const first = new Date(from);
  const last = new Date(Date.parse(until) - 1);
  const year = (at: Date) => part(at, zone, { year: "numeric" });
  const month = (at: Date) => part(at, zone, { month: "short" });
  const isOneYear = year(first) === year(last);
  const begin = [
    day(first, zone),
    ...(isOneYear && month(first) === month(last) ? [] : [month(first)]),
    ...(isOneYear ? [] : [year(first)]),
  ];
  return `${begin.join(" ")} to ${day(last, zone)} ${month(last)} ${year(last)}`;
}

/** "week 47" of "2026-W47". */
export function weekName(week: string): string {
  return `week ${Number(week.slice(-2))}`;
}

function day(at: Date, zone: string): string {
  return `${part(at, zone, { weekday: "short" })} ${part(at, zone, { day: "numeric" })}`;
}

function part(at: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: zone }).format(at);
}
