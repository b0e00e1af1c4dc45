/** What one metric holds for one minute. */
export interface Datum {
  /** Epoch milliseconds of the minute's start. */
  readonly at: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /**
   * Single values for percentiles, the newest 50 of a minute. Absent when all values are `min`, and when only a sum is
   * known: then there is no percentile, as CloudWatch has none for statistic sets.
   */
  readonly values?: readonly number[];
}

/** One metric: its data with `fromMs <= at < toMs`, oldest first. Minutes with nothing to say are absent. */
export type Series = (fromMs: number, toMs: number) => Iterable<Datum>;

export const STATISTICS = ["Average", "Sum", "Minimum", "Maximum", "SampleCount"] as const;
export type Statistic = (typeof STATISTICS)[number];
/** `p99` or `p99.9`. */
export type Percentile = `p${number}`;

const KEPT_VALUES = 50;

export function isStatistic(name: string): name is Statistic {
  return (STATISTICS as readonly string[]).includes(name);
}

export function isPercentile(name: string): name is Percentile {
  return /^p(\d{1,2}(\.\d{1,10})?|100)$/.test(name);
}

export function gauge(at: number, value: number): Datum {
  return { at, sum: value, count: 1, min: value, max: value };
}

/** Two data of the same time made one. */
export function merge(one: Datum, other: Datum): Datum {
  const [min, max] = [Math.min(one.min, other.min), Math.max(one.max, other.max)];
  const merged = { at: one.at, sum: one.sum + other.sum, count: one.count + other.count, min, max };
  if (min === max) return merged;
  const [ofOne, ofOther] = [valuesOf(one), valuesOf(other)];
  return ofOne && ofOther ? { ...merged, values: [...ofOne, ...ofOther].slice(-KEPT_VALUES) } : merged;
}

/** The value of a statistic; undefined for a percentile when single values are not known. */
export function statisticOf(datum: Datum, statistic: Statistic | Percentile): number | undefined {
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
    default:
      return percentileOf(valuesOf(datum), Number(statistic.slice(1)) / 100);
  }
}

function valuesOf({ values, min, max, count }: Datum): readonly number[] | undefined {
  return min === max ? Array<number>(Math.min(count, KEPT_VALUES)).fill(min) : values;
}

/** Between the two nearest values in proportion. */
function percentileOf(values: readonly number[] | undefined, share: number): number | undefined {
  if (!values) return undefined;
  const sorted = [...values].sort((one, other) => one - other);
  const place = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === undefined || above === undefined ? undefined : below + (above - below) * (place - Math.floor(place));
}
