import type { ChartWindow } from "@/app/_components/charts/chart-window";
import type { EventFigures, FigureSeries } from "@/lib/contract/event-figures";

export type Metric = FigureSeries["metric"];
type Asked = Pick<EventFigures, "from" | "until" | "periodSeconds" | "cadenceSeconds" | "readUntil" | "series">;

/** CloudWatch tells a minute's figures minutes later: so far behind, and until the next reading is due, is no hole. */
const LATE_MS = 900_000;

/**
 * The readings of some figures in milliseconds, each divided by `per`. What EventBridge did not tell is missing and no
 * zero; hatched is only where CloudWatch was not asked.
 */
export function figureWindow(
  { from, until, periodSeconds, cadenceSeconds, readUntil, series }: Asked,
  metrics: Metric[],
  per = 1,
): ChartWindow {
  const stepMs = periodSeconds * 1000;
  const span = { from: Date.parse(from), to: Date.parse(until) };
  const askedTo = Math.min(span.to, Math.max(span.from, knownUntil(readUntil, series, stepMs)));
  const isLate = span.to - askedTo > LATE_MS + cadenceSeconds * 1000;
  const readings = Object.fromEntries(
    metrics.map((metric) => [
      metric,
      (series.find((one) => one.metric === metric)?.points ?? []).map(({ at, value }) => ({
        at: Date.parse(at),
        value: value / per,
      })),
    ]),
  );
  return {
    from: span.from,
    to: isLate ? span.to : Math.max(askedTo, span.from + stepMs),
    stepMs,
    readings,
    gaps: isLate ? [{ from: askedTo, to: span.to }] : [],
  };
}

/** CloudWatch is not asked for every figure as often: what is told proves that it was asked. */
function knownUntil(readUntil: string | null, series: readonly FigureSeries[], stepMs: number): number {
  const told = series.flatMap(({ points }) => points.slice(-1)).map(({ at }) => Date.parse(at) + stepMs);
  return Math.max(readUntil === null ? 0 : Date.parse(readUntil), ...told);
}

/** Whether anything was told of a figure: without, a chart leaves its line out. */
export function isTold({ series }: Pick<EventFigures, "series">, metric: Metric): boolean {
  return series.some((one) => one.metric === metric && one.points.length > 0);
}

/** Whether the figures are older than they should be: three readings were missed. */
export function isStale(
  { readAt, cadenceSeconds }: Pick<EventFigures, "readAt" | "cadenceSeconds">,
  now: number,
): boolean {
  return readAt !== null && now - Date.parse(readAt) > Math.max(3 * cadenceSeconds, LATE_MS / 1000) * 1000;
}

export interface LatencyUnit {
  readonly name: string;
  readonly ms: number;
}

/** The unit in which latencies up to this one are drawn. */
export function latencyUnit(maxMs: number): LatencyUnit {
  return maxMs >= 10_000 ? { name: "seconds", ms: 1000 } : { name: "ms", ms: 1 };
}
