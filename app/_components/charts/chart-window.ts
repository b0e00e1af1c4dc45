import type { Gap, Reading } from "./prepare-series";

/** What a chart shows: from when to when, in which steps, and the readings of each series, in milliseconds. */
export interface ChartWindow {
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  readonly readings: Record<string, Reading[]>;
  /** Where nobody looked, when that is not simply each step without a reading. */
  readonly gaps?: Gap[];
}

/** Whether some step was not looked at: then the legend explains the hatch. */
export function hasGaps({ readings, gaps }: ChartWindow): boolean {
  if (gaps) return gaps.length > 0;
  const series = Object.values(readings);
  const first = series[0] ?? [];
  return first.some((_, index) => series.every((one) => one[index]?.value == null));
}

/** Whether anything at all is known. */
export function isBlank({ readings }: ChartWindow): boolean {
  return Object.values(readings).every((series) => series.every(({ value }) => value === null));
}
