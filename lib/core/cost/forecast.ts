import type { UsdRange } from "./cost-line";

const DAY_MS = 86_400_000;
export const PACE_DAYS = 7;

export interface Pace {
  /** The sum of the last whole days, at most seven, and how many of them were measured. */
  readonly usd: UsdRange | null;
  readonly dayCount: number;
}
export interface Forecast {
  readonly usd: UsdRange | null;
  readonly basis: string;
}

/** First and end of a month such as 2026-11, in UTC. */
export function monthSpan(month: string): { readonly from: Date; readonly until: Date } {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return { from: new Date(Date.UTC(year, number - 1, 1)), until: new Date(Date.UTC(year, number, 1)) };
}

export function monthOf(at: Date): string {
  return at.toISOString().slice(0, 7);
}

/** The month so far, and its rest at the pace of the last whole days. A month that is over is no forecast. */
export function forecastMonth(month: string, now: Date, soFar: UsdRange | null, pace: Pace): Forecast {
  const { until } = monthSpan(month);
  if (until <= now) return { usd: null, basis: "The month is over." };
  if (soFar === null) return { usd: null, basis: "No forecast: nothing was measured in this month." };
  if (pace.usd === null || pace.dayCount < 1)
    return { usd: null, basis: "No forecast: less than one whole day was measured." };
  const restDays = (until.getTime() - now.getTime()) / DAY_MS;
  const rest = (usd: number) => (usd / pace.dayCount) * restDays;
  return {
    usd: { low: soFar.low + rest(pace.usd.low), high: soFar.high + rest(pace.usd.high) },
    basis: `The month so far, and its rest at the pace of the last ${pace.dayCount === 1 ? "whole day" : `${pace.dayCount} whole days`}.`,
  };
}
