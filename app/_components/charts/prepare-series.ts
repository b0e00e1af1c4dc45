/** A reading. `value: null` means that nobody looked or nobody could: it is a gap, never 0. */
export type Reading = { at: number; value: number | null };

/** A stretch of time without readings, in milliseconds. */
export type Gap = { from: number; to: number };

/**
 * Lays readings on an even grid from `from` to `to` (milliseconds, `to` excluded). A step without a reading is null.
 * Of two readings in one step the later in the list wins.
 */
export function onGrid(readings: readonly Reading[], from: number, to: number, stepMs: number): Reading[] {
  const values = new Map<number, number | null>();
  for (const reading of readings) values.set(Math.floor((reading.at - from) / stepMs), reading.value);
  const steps = Math.max(0, Math.ceil((to - from) / stepMs));
  return Array.from({ length: steps }, (_, index) => ({ at: from + index * stepMs, value: values.get(index) ?? null }));
}

/** The stretches without readings of a series on a grid; each reading covers the `stepMs` after its time. */
export function gapsOf(series: readonly Reading[], stepMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (const { at, value } of series) {
    if (value !== null) continue;
    const last = gaps.at(-1);
    if (last?.to === at) last.to = at + stepMs;
    else gaps.push({ from: at, to: at + stepMs });
  }
  return gaps;
}

/** Joins series of one grid into rows for a chart: one row per time, one field per series. */
export function joinSeries(series: Record<string, readonly Reading[]>): Record<string, number | null>[] {
  const rows = new Map<number, Record<string, number | null>>();
  for (const [key, readings] of Object.entries(series)) {
    for (const { at, value } of readings) {
      const row = rows.get(at) ?? { at };
      row[key] = value;
      rows.set(at, row);
    }
  }
  return [...rows.values()].sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
}

/** The largest known value, or null when there is none. */
export function maxOf(series: readonly Reading[]): number | null {
  let max: number | null = null;
  for (const { value } of series) if (value !== null && (max === null || value > max)) max = value;
  return max;
}

/** Ticks from 0 in three or four even, round steps, the last at or above `max`. */
export function countTicks(max: number | null): number[] {
  const top = Math.max(max ?? 0, 1);
  // Two messages are counted 0, 1, 2: a third of a message is no tick.
  if (top <= 2 && Number.isInteger(top)) return Array.from({ length: top + 1 }, (_, index) => index);
  const magnitude = 10 ** Math.floor(Math.log10(top / 3));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 10].map((factor) => factor * magnitude).find((size) => top / size <= 4) ?? top;
  const whole = top >= 3 ? Math.max(1, Math.ceil(step)) : step;
  const count = Math.ceil(top / whole - 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => Math.round(index * whole * 1000) / 1000);
}

const MINUTE_MS = 60_000;
const stepSizes = [
  ...[5000, 10_000, 15_000, 30_000],
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * MINUTE_MS),
];

/** At most `most` round times between two moments, round in the zone that lies `zoneOffsetMs` east of UTC. */
export function timeTicks(from: number, to: number, most: number, zoneOffsetMs = 0): number[] {
  const step = stepSizes.find((size) => Math.floor((to - from) / size) < most) ?? Math.ceil((to - from) / most);
  const first = Math.ceil((from + zoneOffsetMs) / step) * step - zoneOffsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}
