import type { EventFigures, FigureSeries } from "@/lib/contract/event-figures";
import { EVENT_FIGURES, FIGURE_NAMES, type FigureName } from "@/lib/core/events/event-figures";
import type { FigurePeriod } from "@/lib/db/event-figures";

export const WINDOWS = {
  "1h": { hours: 1, periodSeconds: 60 },
  "24h": { hours: 24, periodSeconds: 300 },
  "7d": { hours: 168, periodSeconds: 3600 },
} as const satisfies Record<EventFigures["window"], { hours: number; periodSeconds: 60 | 300 | 3600 }>;

/** A figure as it is shown; a period of which nothing was told is left out. */
export function showSeries(
  name: FigureName,
  basis: FigureSeries["basis"],
  periods: readonly FigurePeriod[],
  periodSeconds: number,
): FigureSeries {
  const { awsMetrics, title, meaning, unit, isTrouble } = EVENT_FIGURES[name];
  const told = basis === "not-told" ? [] : periods;
  const points = told.flatMap((period) => {
    const value = period[name];
    return value === null ? [] : [{ at: period.at, value }];
  });
  const isCount = unit === "count";
  return {
    metric: name,
    awsMetric: awsMetrics[0] ?? "",
    title,
    meaning,
    unit,
    isTrouble,
    statistic: isCount ? "sum" : periodSeconds === 60 && basis === "told" ? "p95" : "highest-p95",
    basis,
    points,
    total: isCount && points.length > 0 ? points.reduce((sum, { value }) => sum + value, 0) : null,
    newestAt: points.at(-1)?.at ?? null,
  };
}

export function ofRule(periods: readonly FigurePeriod[], periodSeconds: number): FigureSeries[] {
  return FIGURE_NAMES.map((name) => showSeries(name, "told", periods, periodSeconds));
}

/**
 * What AWS tells of a bus itself, and of the rest the sum of its rules. Of the default bus it tells nothing: how many events
 * it matched cannot be had from its rules, since one event may match several.
 */
export function ofBus(
  own: readonly FigurePeriod[] | null,
  rules: readonly FigurePeriod[],
  periodSeconds: number,
): FigureSeries[] {
  return FIGURE_NAMES.map((name) => {
    if (own && EVENT_FIGURES[name].isToldOfBus) return showSeries(name, "told", own, periodSeconds);
    const basis = name === "matched" ? "not-told" : "sum-of-rules";
    return showSeries(name, basis, rules, periodSeconds);
  });
}
