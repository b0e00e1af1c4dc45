import { globMatches } from "../selection/glob";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
type Day = (typeof DAYS)[number];

/** When somebody is there for an owner; without an owner, for everybody. `until` before or at `from` runs over midnight. */
export interface StaffedHours {
  readonly owner?: string | undefined;
  readonly zone: string;
  readonly weekly: readonly { readonly days: readonly Day[]; readonly from: string; readonly until: string }[];
}
interface Span {
  readonly from: number;
  readonly until: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 8;

/** The first line that fits the owner decides; undefined where nobody said when somebody is there. */
export function staffedHoursOf(lines: readonly StaffedHours[], owner: string | null): StaffedHours | undefined {
  return lines.find((line) => line.owner === undefined || (owner !== null && globMatches(line.owner, owner)));
}

/** Whether somebody is there at that time. */
export function isStaffed(hours: StaffedHours, at: Date): boolean {
  return spansAround(hours, at).some(({ from, until }) => from <= at.getTime() && at.getTime() < until);
}

/** When the next time begins, after `at`, in which somebody is there; null where nobody ever is. */
export function nextStaffedAt(hours: StaffedHours, at: Date): Date | null {
  const starts = joined(spansAround(hours, at)).flatMap(({ from }) => (from > at.getTime() ? [from] : []));
  return starts.length === 0 ? null : new Date(Math.min(...starts));
}

/** What touches is one: somebody who comes when another leaves is no new beginning. */
function joined(spans: readonly Span[]): Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.until)
      merged[merged.length - 1] = { from: last.from, until: Math.max(last.until, span.until) };
    else merged.push(span);
  }
  return merged;
}

function spansAround({ zone, weekly }: StaffedHours, at: Date): Span[] {
  const today = localDay(zone, at);
  return Array.from({ length: LOOK_AHEAD_DAYS + 3 }, (_, index) => today + (index - 2) * DAY_MS).flatMap((day) => {
    const name = DAYS[new Date(day).getUTCDay()];
    return weekly.flatMap(({ days, from, until }) => {
      if (name === undefined || !days.includes(name)) return [];
      const end = minutesOf(until) <= minutesOf(from) ? minutesOf(until) + 1440 : minutesOf(until);
      return [
        { from: instantOf(zone, day + minutesOf(from) * MINUTE_MS), until: instantOf(zone, day + end * MINUTE_MS) },
      ];
    });
  });
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** Midnight of the day that is there, written as if it were UTC. */
function localDay(zone: string, at: Date): number {
  const local = at.getTime() + offsetMs(zone, at.getTime());
  return local - (((local % DAY_MS) + DAY_MS) % DAY_MS);
}

/** The instant of a time on the wall, which is written as if it were UTC. One that a clock change leaves out comes after it. */
function instantOf(zone: string, wall: number): number {
  const guess = wall - offsetMs(zone, wall);
  const first = wall - offsetMs(zone, guess);
  const second = wall - offsetMs(zone, first);
  return first === second ? first : Math.max(first, second);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function offsetMs(zone: string, at: number): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(zone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const wall = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
  return wall - Math.floor(at / 1000) * 1000;
}
