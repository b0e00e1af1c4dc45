/** The median time between hours with matches, in seconds; null with fewer than three of them: that is no rhythm yet. */
export function usualGapSeconds(hours: readonly Date[]): number | null {
  const times = [...new Set(hours.map((hour) => hour.getTime()))].sort((a, b) => a - b);
  if (times.length < 3) return null;
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  gaps.sort((a, b) => a - b);
  const middle = Math.floor(gaps.length / 2);
  const upper = gaps[middle] ?? 0;
  const median = gaps.length % 2 === 1 ? upper : ((gaps[middle - 1] ?? upper) + upper) / 2;
  return Math.round(median / 1000);
}
