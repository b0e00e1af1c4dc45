import type { ChartWindow } from "@/app/_components/charts/chart-window";
import type { OutputOf } from "@/lib/contract";

type Series = Pick<OutputOf<"getPipelineSeries">, "from" | "until" | "periodSeconds" | "points">;
type Metric = Exclude<keyof Series["points"][number], "at">;

/** The readings of some figures in milliseconds, each divided by `per`; what nobody measured stays null. */
export function seriesWindow({ from, until, periodSeconds, points }: Series, metrics: Metric[], per = 1): ChartWindow {
  const readings = metrics.map((metric) => [
    metric,
    points.map((point) => {
      const value = point[metric];
      return { at: Date.parse(point.at), value: value === null ? null : value / per };
    }),
  ]);
  return {
    from: Date.parse(from),
    to: Date.parse(until),
    stepMs: periodSeconds * 1000,
    readings: Object.fromEntries(readings),
  };
}

/** The unit in which ages up to this one are drawn. */
export function ageUnit(maxSeconds: number): { readonly name: string; readonly seconds: number } {
  if (maxSeconds >= 2 * 86_400) return { name: "days", seconds: 86_400 };
  if (maxSeconds >= 2 * 3600) return { name: "hours", seconds: 3600 };
  return maxSeconds >= 120 ? { name: "minutes", seconds: 60 } : { name: "seconds", seconds: 1 };
}
