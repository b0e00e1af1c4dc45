// "Local" numbers are milliseconds as if the clock on the wall of a zone showed UTC.
const DAY_MS = 86_400_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The local number of an instant. */
export function localOf(zone: string, instant: number): number {
  const parts = new Map(
    clockOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

/** The local number of the midnight with which the day of an instant begins. */
export function localDateOf(zone: string, at: Date): number {
  const local = localOf(zone, at.getTime());
  return local - (((local % DAY_MS) + DAY_MS) % DAY_MS);
}

/**
 * The instant at which the clock on the wall shows this. Where it shows it twice, the first or the last of them; where it never
 * does, as much later as the clock is put on.
 */
export function instantOf(zone: string, local: number, which: "first" | "last"): number {
  const before = local - offsetOf(zone, local - DAY_MS);
  const after = local - offsetOf(zone, local + DAY_MS);
  const shown = [before, after].filter((instant) => localOf(zone, instant) === local);
  if (shown.length === 0) return before;
  return which === "first" ? Math.min(...shown) : Math.max(...shown);
}

function offsetOf(zone: string, instant: number): number {
  return localOf(zone, instant) - Math.floor(instant / 1000) * 1000;
}

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const numeric = "numeric" as const;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  clocks.set(zone, made);
  return made;
}
