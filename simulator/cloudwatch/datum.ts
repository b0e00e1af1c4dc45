/** What one metric holds for one minute. */
export interface Datum {
  /** Epoch milliseconds of the minute's start. */
  readonly at: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

/** One metric: its data with `fromMs <= at < toMs`, oldest first. Minutes with nothing to say are absent. */
export type Series = (fromMs: number, toMs: number) => Iterable<Datum>;

export const STATISTICS = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"] as const;
export type Statistic = (typeof STATISTICS)[number];

export function isStatistic(name: string): name is Statistic {
  return (STATISTICS as readonly string[]).includes(name);
}

export function gauge(at: number, value: number): Datum {
  return { at, sum: value, count: 1, min: value, max: value };
}

/** Two data of the same time made one. */
export function merge(one: Datum, other: Datum): Datum {
  return {
    at: one.at,
    sum: one.sum + other.sum,
    count: one.count + other.count,
    min: Math.min(one.min, other.min),
    max: Math.max(one.max, other.max),
  };
}

export function statisticOf(datum: Datum, statistic: Statistic): number {
  switch (statistic) {
    case "Average":
      return datum.sum / datum.count;
    case "Sum":
      return datum.sum;
    case "Minimum":
      return datum.min;
    case "Maximum":
      return datum.max;
    case "SampleCount":
      return datum.count;
  }
}
