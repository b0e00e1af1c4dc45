"use client";

import { useMemo } from "react";
import { useViewerZone } from "../ui/clock";
import { chartClock, zoneOffsetMs } from "./chart-clock";
import type { ChangeMark, RunMark } from "./chart-marks";
import { describeSeries } from "./describe-series";
import { countTicks, type Gap, gapsOf, joinSeries, maxOf, onGrid, type Reading, timeTicks } from "./prepare-series";
import { type PlotSeries, SeriesPlot, type Threshold } from "./series-plot";
import { useElementWidth } from "./use-element-width";

export type ChartSeries = PlotSeries & { readings: Reading[] };

type Props = {
  /** Says what is drawn, with the unit: "Arrivals per minute". */
  label: string;
  series: ChartSeries[];
  /** Milliseconds; `to` is excluded. */
  from: number;
  to: number;
  stepMs: number;
  /** What is hatched; without it each step that has no reading. */
  gaps?: Gap[];
  height?: number;
  thresholds?: Threshold[];
  changes?: ChangeMark[];
  runs?: RunMark[];
};

const PHONE_WIDTH = 420;
const PHONE_HEIGHT = 120;
const TICK_WIDTH = 110;
/** A threshold at the very top would have no place for its label. */
const LABEL_ROOM = 1.15;

/** Counts over time: holes are hatched and break the line, thresholds and changes are written on the chart. */
export function TimeSeriesChart(props: Props) {
  const { label, series, from, to, stepMs, thresholds = [], changes = [], runs = [] } = props;
  const [frame, width] = useElementWidth<HTMLElement>();
  const zone = useViewerZone();
  const prepared = useMemo(() => prepare(series, from, to, stepMs), [series, from, to, stepMs]);
  const gaps = props.gaps ?? prepared.gaps;
  const times = chartClock(zone, to, to - from, stepMs);
  const yTicks = countTicks(Math.max(prepared.max ?? 0, ...thresholds.map(({ value }) => value * LABEL_ROOM)));
  const xTicks = timeTicks(from, to, Math.max(2, Math.floor(width / TICK_WIDTH)), zoneOffsetMs(from, zone));
  const height = width > 0 && width < PHONE_WIDTH ? PHONE_HEIGHT : (props.height ?? 150);
  const described = prepared.grids.map((readings, index) => ({ label: series[index]?.label ?? "", readings }));
  return (
    <figure ref={frame} className="relative min-w-0 text-2xs" style={{ height }}>
      <figcaption className="sr-only">
        {label}. {describeSeries(described, gaps, times.clock)}
      </figcaption>
      {width > 0 ? (
        <SeriesPlot
          {...{ label, series, from, to, stepMs, width, height, xTicks, yTicks, thresholds, changes, runs }}
          {...times}
          rows={prepared.rows}
          gaps={gaps}
        />
      ) : null}
    </figure>
  );
}

function prepare(series: ChartSeries[], from: number, to: number, stepMs: number) {
  const grids = series.map((one) => onGrid(one.readings, from, to, stepMs));
  const everyReading = grids.flat();
  // Where no series has a reading, nobody looked; where only one lacks it, its line breaks by itself.
  const combined = (grids[0] ?? []).map(({ at }, index) => ({
    at,
    value: grids.find((grid) => grid[index]?.value != null)?.[index]?.value ?? null,
  }));
  return {
    grids,
    rows: joinSeries(Object.fromEntries(series.map((one, index) => [one.key, grids[index] ?? []]))),
    gaps: gapsOf(combined, stepMs),
    max: maxOf(everyReading),
  };
}
