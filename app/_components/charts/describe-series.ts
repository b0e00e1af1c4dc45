import { formatCount } from "../format";
import type { Gap, Reading } from "./prepare-series";

type Described = { label: string; readings: readonly Reading[] };

/** What a chart shows, in words, for those who do not see it: the peak of each series and the stretches without data. */
export function describeSeries(
  series: readonly Described[],
  gaps: readonly Gap[],
  clock: (at: number) => string,
): string {
  const peaks = series.map(({ label, readings }) => {
    const known = readings.filter((reading): reading is { at: number; value: number } => reading.value !== null);
    const peak = known.reduce<{ at: number; value: number } | undefined>(
      (top, reading) => (top && top.value >= reading.value ? top : reading),
      undefined,
    );
    const last = known.at(-1);
    if (!peak || !last) return `${label}: no data.`;
    return `${label}: highest ${formatCount(peak.value)} at ${clock(peak.at)}, last ${formatCount(last.value)} at ${clock(last.at)}.`;
  });
  const holes = gaps.map((gap) => `No data ${clock(gap.from)} to ${clock(gap.to)}.`);
  return [...peaks, ...holes].join(" ");
}
