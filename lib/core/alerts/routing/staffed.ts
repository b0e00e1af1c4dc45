import { globMatches } from "../../selection/glob";
import { instantOf, localDateOf } from "./zone-time";

const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;
export type Day = (typeof DAYS)[number];

/** Hours in which somebody is there, by the clock on the wall of that zone. An empty week: nobody ever is. */
export interface StaffedHours {
  /** A glob over owners; without one they are everybody's. */
  readonly owner?: string | undefined;
  readonly zone: string;
  /** `until` not after `from` runs over midnight, into the next day. */
  readonly weekly: readonly { readonly days: readonly Day[]; readonly from: string; readonly until: string }[];
}

/** What holds where nobody set any. */
export const USUAL_HOURS: StaffedHours = {
  zone: "UTC",
  weekly: [{ days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", until: "17:00" }],
};

/** The hours of an owner: the first line that names them, else the first that is everybody's, else the usual ones. */
export function staffedHoursFor(lines: readonly StaffedHours[], owner: string | null): StaffedHours {
  const own = lines.find((line) => line.owner !== undefined && owner !== null && globMatches(line.owner, owner));
  return own ?? lines.find((line) => line.owner === undefined) ?? USUAL_HOURS;
}

export function isStaffed(hours: StaffedHours, at: Date): boolean {
  return spansAround(hours, at).some(({ from, until }) => from <= at.getTime() && at.getTime() < until);
}

/** When somebody is there next: now, where somebody is. Null: nobody ever is. */
export function nextStaffedAt(hours: StaffedHours, at: Date): Date | null {
  if (isStaffed(hours, at)) return at;
  const starts = spansAround(hours, at)
    .filter(({ from, until }) => from > at.getTime() && until > from)
    .map(({ from }) => from);
  return starts.length === 0 ? null : new Date(Math.min(...starts));
}

interface Span {
  readonly from: number;
  readonly until: number;
}
/** Yesterday's spans, which may run into today, and those of the next week and a day. */
function spansAround({ zone, weekly }: StaffedHours, at: Date): Span[] {
  const today = localDateOf(zone, at);
  return Array.from({ length: 10 }, (_, shift) => today + (shift - 1) * DAY_MS).flatMap((date) => {
    const day = DAYS[new Date(date).getUTCDay()] ?? "sun";
    return weekly
      .filter(({ days }) => days.includes(day))
      .map(({ from, until }) => spanOf(zone, date, { from, until }));
  });
}

const DAY_MS = 86_400_000;
function spanOf(zone: string, date: number, { from, until }: { readonly from: string; readonly until: string }): Span {
  const starts = minutesOf(from);
  const ends = minutesOf(until) + (minutesOf(until) <= starts ? 1440 : 0);
  return {
    from: instantOf(zone, date + starts * 60_000, "first"),
    until: instantOf(zone, date + ends * 60_000, "last"),
  };
}

function minutesOf(clock: string): number {
  const [hours = "0", minutes = "0"] = clock.split(":");
  return Number(hours) * 60 + Number(minutes);
}
