/** What arrived in the last hour, and in each hour before it that the class is known for, newest first. */
export interface Pace {
  readonly lastHourCount: number;
  readonly earlierHourCounts: readonly number[];
}
/** Whether a class comes faster than it forecasts itself, and why; `limit` is null while it has no forecast. */
export interface PaceVerdict {
  readonly isHigh: boolean;
  readonly limit: number | null;
  readonly reason: string;
}

/** Fewer messages than this in an hour are never an escalation, however rare the class was. */
export const LEAST_ESCALATING_COUNT = 20;
export const FORECAST_FACTOR = 3;
/** A class known for fewer hours has no forecast of its own: everything would look like an escalation. */
export const LEAST_KNOWN_HOURS = 6;
export const FORECAST_HOURS = 7 * 24 - 1;

/** Compares the last hour of a class with its own hourly median. Pure; not knowing is never high. */
export function judgePace({ lastHourCount, earlierHourCounts }: Pace): PaceVerdict {
  if (earlierHourCounts.length < LEAST_KNOWN_HOURS)
    return { isHigh: false, limit: null, reason: "known for too short a time to forecast" };
  const median = medianOf(earlierHourCounts);
  const limit = Math.max(LEAST_ESCALATING_COUNT, FORECAST_FACTOR * median);
  const reason = `${lastHourCount} arrived in the last hour; usual is ${median} an hour, more than ${limit} is an escalation`;
  return { isHigh: lastHourCount > limit, limit, reason };
}

function medianOf(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? 0)) / 2;
}
