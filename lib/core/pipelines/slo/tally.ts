/** The times over which is counted: the window itself, and those that tell how fast the budget burns. */
export const SPANS = ["whole", "sixHours", "hour", "halfHour", "fiveMinutes"] as const;
export type Span = (typeof SPANS)[number];

/** A sum for each time; null where nobody counted. */
export type Sums = { readonly [S in Span]: number | null };

/** What was counted in a time, in events or in periods. */
export interface Tally {
  readonly good: number;
  readonly bad: number;
}
export type Tallies = { readonly [S in Span]: Tally | null };

const HOUR_MS = 3_600_000;
const PERIOD_MS = 300_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Where each time begins: the long ones at a whole hour, the short ones at a whole period of five minutes, so that each may
 * be up to one hour or one period longer than its name.
 */
export function spanStarts(now: Date, windowDays: number): { readonly [S in Span]: Date } {
  const floor = (ms: number, width: number) => new Date(Math.floor(ms / width) * width);
  const at = now.getTime();
  return {
    whole: floor(at - windowDays * DAY_MS, HOUR_MS),
    sixHours: floor(at - 6 * HOUR_MS, HOUR_MS),
    hour: floor(at - HOUR_MS, PERIOD_MS),
    halfHour: floor(at - HOUR_MS / 2, PERIOD_MS),
    fiveMinutes: floor(at - PERIOD_MS, PERIOD_MS),
  };
}

/**
 * Puts sums together span by span. A time of which neither side was counted is null; where one side was, the other counts as
 * none: CloudWatch leaves out what did not happen.
 */
export function talliesOf(good: Sums, bad: Sums): Tallies {
  const tally = (span: Span): Tally | null =>
    good[span] === null && bad[span] === null
      ? null
      : { good: Math.max(0, good[span] ?? 0), bad: Math.max(0, bad[span] ?? 0) };
  return {
    whole: tally("whole"),
    sixHours: tally("sixHours"),
    hour: tally("hour"),
    halfHour: tally("halfHour"),
    fiveMinutes: tally("fiveMinutes"),
  };
}

/** What was counted less what was our own doing; never below none, and unknown stays unknown. */
export function lessOwn(sums: Sums, own: Sums): Sums {
  const left = (span: Span) => {
    const counted = sums[span];
    return counted === null ? null : Math.max(0, counted - Math.max(0, own[span] ?? 0));
  };
  return {
    whole: left("whole"),
    sixHours: left("sixHours"),
    hour: left("hour"),
    halfHour: left("halfHour"),
    fiveMinutes: left("fiveMinutes"),
  };
}

/** Where what was taken is not known, no share follows from what failed; in the shortest times what failed is enough. */
export function onlyWhereTaken(tallies: Tallies, taken: Sums): Tallies {
  const kept = (span: Span) => (taken[span] === null ? null : tallies[span]);
  return { ...tallies, whole: kept("whole"), sixHours: kept("sixHours"), hour: kept("hour") };
}
