import type { ChartWindow } from "@/app/_components/charts/chart-window";
import type { QueueSeries } from "@/lib/contract/queues";

export type SeriesField = Exclude<keyof QueueSeries["points"][number], "at">;

/** CloudWatch tells a minute's figures minutes later, so that the newest two steps may still be without. */
const LATE_MS = 600_000;

/**
 * The readings of some fields, in milliseconds, each divided by `per`. The newest steps are still filling: while nothing
 * is known of them, the window ends before them, because "not yet" is no gap.
 */
export function chartWindow({ points, widthSeconds }: QueueSeries, fields: SeriesField[], per = 1): ChartWindow {
  const stepMs = widthSeconds * 1000;
  const shown = withoutFilling(points, fields);
  const from = Date.parse(shown[0]?.at ?? new Date(0).toISOString());
  const readings = Object.fromEntries(
    fields.map((field) => [
      field,
      shown.map((point) => {
        const value = point[field];
        return { at: Date.parse(point.at), value: value === null ? null : value / per };
      }),
    ]),
  );
  return { from, to: from + shown.length * stepMs, stepMs, readings };
}

function withoutFilling(points: QueueSeries["points"], fields: SeriesField[]): QueueSeries["points"] {
  const newest = Date.parse(points.at(-1)?.at ?? "");
  const lastKnown = points.findLastIndex((point) => fields.some((field) => point[field] !== null));
  const isStillFilling = (at: string) => newest - Date.parse(at) < LATE_MS;
  return points.filter(({ at }, index) => index <= lastKnown || !isStillFilling(at));
}

export interface AgeUnit {
  readonly name: string;
  readonly seconds: number;
}

/** The unit in which ages up to this one are drawn. */
export function ageUnit(maxSeconds: number): AgeUnit {
  if (maxSeconds >= 3 * 86_400) return { name: "days", seconds: 86_400 };
  if (maxSeconds >= 3 * 3600) return { name: "hours", seconds: 3600 };
  return { name: "minutes", seconds: 60 };
}
