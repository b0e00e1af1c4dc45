import { countTicks } from "@/app/_components/charts/prepare-series";
import { formatPlural } from "@/app/_components/format";
import { usdRangeText } from "@/app/_components/usd-range";

type Range = { readonly low: number; readonly high: number };
export type Day = { readonly day: string; readonly usd: Range | null; readonly failureTax?: Range | null };

const DAY_MS = 86_400_000;
const HALF_MS = DAY_MS / 2;

/** One bar: its sure part, what may come on top of it, and of both what failing cost. Null is a day nobody measured. */
export interface DayRow {
  readonly at: number;
  readonly low: number | null;
  readonly more: number | null;
  readonly tax: number | null;
}

/** The days of a month on an even grid to the last that was told; a day that was not told stays a hole. */
export function dayRows(days: readonly Day[], month: string): DayRow[] {
  const told = new Map(days.map((day) => [Date.parse(day.day), day]));
  const times = [...told.keys()];
  if (times.length === 0) return [];
  const from = Date.parse(`${month}-01`);
  const count = Math.round((Math.max(...times) - from) / DAY_MS) + 1;
  return Array.from({ length: count }, (_, index) => rowOf(from + index * DAY_MS, told.get(from + index * DAY_MS)));
}

function rowOf(startMs: number, day: Day | undefined): DayRow {
  const usd = day?.usd ?? null;
  return {
    at: startMs + HALF_MS,
    low: usd ? usd.low : null,
    more: usd ? usd.high - usd.low : null,
    tax: usd ? (day?.failureTax?.high ?? null) : null,
  };
}

/** Where nobody measured, in milliseconds; days beside each other are one stretch. */
export function dayGaps(rows: readonly DayRow[]): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { at, low } of rows) {
    if (low !== null) continue;
    const last = gaps.at(-1);
    if (last?.to === at - HALF_MS) last.to = at + HALF_MS;
    else gaps.push({ from: at - HALF_MS, to: at + HALF_MS });
  }
  return gaps;
}

/** Round steps of dollars from 0 to at least the dearest day, however little that is. */
export function usdTicks(rows: readonly DayRow[]): number[] {
  const most = Math.max(0, ...rows.map(({ low, more }) => (low ?? 0) + (more ?? 0)));
  if (most === 0) return [0, 1];
  // Ticks are made for counts, so that the dearest day is lifted to two digits before its point and let down again.
  const lift = 10 ** Math.max(0, 1 - Math.floor(Math.log10(most)));
  return countTicks(most * lift).map((tick) => tick / lift);
}

/** "12 Nov", of UTC as AWS bills. */
export function dayName(at: number): string {
  return new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

/** What the chart shows, for those who do not see it. */
export function describeDays(days: readonly Day[], month: string): string {
  const known = days.flatMap(({ day, usd }) => (usd ? [{ day, usd }] : []));
  const dearest = known.toSorted((a, b) => b.usd.high - a.usd.high)[0];
  if (!dearest) return "Nothing was measured.";
  const holes = dayRows(days, month).filter(({ low }) => low === null).length;
  const unmeasured = holes > 0 ? ` ${formatPlural(holes, "day")} not measured.` : "";
  return `${formatPlural(known.length, "day")}. Dearest ${dayName(Date.parse(dearest.day))}: ${usdRangeText(dearest.usd)}.${unmeasured}`;
}
