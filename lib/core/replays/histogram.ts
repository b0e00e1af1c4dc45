export interface HistogramSpan {
  readonly from: Date;
  readonly until: Date;
  readonly periodSeconds: 60 | 300 | 3600;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Minutes are kept for a week, five minutes for 60 days. */
const MINUTES_KEPT_MS = 6 * DAY_MS;
const FIVE_MINUTES_KEPT_MS = 59 * DAY_MS;

/** Whole periods around a time, as fine as it is kept and as many as can be looked at: 180 or fewer up to three days. */
export function histogramSpan(from: string, until: string, now: Date): HistogramSpan {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const ageMs = now.getTime() - start;
  const periodSeconds =
    end - start <= 3 * HOUR_MS && ageMs < MINUTES_KEPT_MS
      ? 60
      : end - start <= 15 * HOUR_MS && ageMs < FIVE_MINUTES_KEPT_MS
        ? 300
        : 3600;
  const width = periodSeconds * 1000;
  return {
    from: new Date(Math.floor(start / width) * width),
    until: new Date(Math.ceil(end / width) * width),
    periodSeconds,
  };
}
