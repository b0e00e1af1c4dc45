export type SparklinePaths = {
  lines: string[];
  areas: string[];
  gaps: { x: number; width: number }[];
  /** The newest known point; absent when the newest readings are missing. */
  end: { x: number; y: number } | null;
};

const SIDE = 1;
const TOP = 3.5;
const FLOOR = 23.5;
const BASE = 25;

/** The drawing of a sparkline of `width` px: own scale from 0, the line breaks at gaps. */
export function sparklinePaths(values: readonly (number | null)[], width: number): SparklinePaths {
  const top = Math.max(1e-9, ...values.map((value) => value ?? 0));
  const step = values.length > 1 ? (width - 2 - SIDE) / (values.length - 1) : 0;
  const x = (index: number) => round(SIDE + index * step);
  const y = (value: number) => round(FLOOR - (value / top) * (FLOOR - TOP));
  const lines: string[] = [];
  const areas: string[] = [];
  const gaps: { x: number; width: number }[] = [];
  for (const run of runsOf(values)) {
    if (run.isGap) {
      const from = x(Math.max(0, run.from - 1));
      gaps.push({ x: from, width: round(x(Math.min(values.length - 1, run.to)) - from) });
      continue;
    }
    const points = values.slice(run.from, run.to).map((value, offset) => `${x(run.from + offset)} ${y(value ?? 0)}`);
    lines.push(`M${points.join("L")}`);
    areas.push(`M${points.join("L")}L${x(run.to - 1)} ${BASE}L${x(run.from)} ${BASE}Z`);
  }
  const last = values.at(-1);
  const end = last === null || last === undefined ? null : { x: x(values.length - 1), y: y(last) };
  return { lines, areas, gaps, end };
}

type Run = { from: number; to: number; isGap: boolean };

function runsOf(values: readonly (number | null)[]): Run[] {
  const runs: Run[] = [];
  for (const [index, value] of values.entries()) {
    const isGap = value === null;
    const last = runs.at(-1);
    if (last && last.isGap === isGap) last.to = index + 1;
    else runs.push({ from: index, to: index + 1, isGap });
  }
  return runs;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
