import { type Datum, merge, type Percentile, type Series, type Statistic, statisticOf } from "./datum";

export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Point {
  readonly at: number;
  readonly value: number;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * CloudWatch keeps minutes for 15 days, five minutes for 63 days and hours beyond. StartTime is rounded down to what is
 * kept for its age, and a period that is no multiple of it finds nothing.
 */
export function granularityMs(startMs: number, now: number): number {
  const age = now - startMs;
  if (age < 15 * DAY_MS) return MINUTE_MS;
  return age < 63 * DAY_MS ? 5 * MINUTE_MS : 60 * MINUTE_MS;
}

/** The statistic of a series for each period of the window that holds data, oldest first; periods count from the window's start. */
export function pointsOf(
  series: Series,
  statistic: Statistic | Percentile,
  periodMs: number,
  window: Window,
  now: number,
): Point[] {
  return bucketsOf(series, periodMs, window, now).flatMap((bucket) => {
    const value = statisticOf(bucket, statistic);
    return value === undefined ? [] : [{ at: bucket.at, value }];
  });
}

/** The data of each period of the window that holds some, oldest first. */
export function bucketsOf(series: Series, periodMs: number, window: Window, now: number): Datum[] {
  const granularity = granularityMs(window.fromMs, now);
  if (periodMs % granularity !== 0) return [];
  const startMs = Math.floor(window.fromMs / granularity) * granularity;
  const buckets = new Map<number, Datum>();
  for (const datum of series(startMs, window.toMs)) {
    const at = startMs + Math.floor((datum.at - startMs) / periodMs) * periodMs;
    const earlier = buckets.get(at);
    buckets.set(at, earlier ? merge(earlier, datum) : { ...datum, at });
  }
  return [...buckets.values()];
}
