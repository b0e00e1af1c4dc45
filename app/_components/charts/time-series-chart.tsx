"use client";

import { useId, useMemo } from "react";
import { Area, Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { formatCompactCount } from "../format";
import { useViewerZone } from "../ui/clock";
import { formatClock, formatMoment } from "../ui/time-format";
import { type ChangeMark, ChangeMarks, GapBands, type RunMark, RunMarks } from "./chart-marks";
import { ChartTooltip } from "./chart-tooltip";
import { describeSeries } from "./describe-series";
import { HatchPattern } from "./hatch-pattern";
import { countTicks, gapsOf, joinSeries, maxOf, onGrid, type Reading, timeTicks } from "./prepare-series";
import { useElementWidth } from "./use-element-width";

export type ChartSeries = {
  key: string;
  label: string;
  draw: "bars" | "line" | "area";
  readings: Reading[];
};

export type Threshold = { value: number; label: string };

type Props = {
  /** Says what is drawn, with the unit: "Arrivals per minute". */
  label: string;
  series: ChartSeries[];
  from: number;
  to: number;
  stepMs: number;
  height?: number;
  thresholds?: Threshold[];
  changes?: ChangeMark[];
  runs?: RunMark[];
};

const AXIS_WIDTH = 40;
const RIGHT = 8;
const DAY_MS = 86_400_000;

/** The colour of the n-th series; the order is fixed so that a series keeps its colour. */
export function seriesColour(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}

/** Counts over time: holes are hatched and break the line, thresholds and changes are written on the chart. */
export function TimeSeriesChart(props: Props) {
  const { label, series, from, to, stepMs, thresholds = [], changes = [], runs = [] } = props;
  const [frame, width] = useElementWidth<HTMLElement>();
  const zone = useViewerZone();
  const hatchId = useId();
  const prepared = useMemo(() => prepare(series, from, to, stepMs), [series, from, to, stepMs]);
  const { clock, tickText } = chartClock(zone, to, to - from, stepMs);
  const topValue = Math.max(prepared.max ?? 0, ...thresholds.map((threshold) => threshold.value));
  const yTicks = countTicks(topValue);
  const xTicks = timeTicks(from, to, Math.max(2, Math.floor(width / 110)), zoneOffsetMs(from, zone));
  const isPhone = width > 0 && width < 420;
  const height = isPhone ? 120 : (props.height ?? 150);
  const top = changes.length > 0 ? 24 : 8;
  const bottom = runs.length > 0 ? 14 : 0;
  const barWidth = Math.max(1.5, Math.min(14, ((width - AXIS_WIDTH - RIGHT) * stepMs) / (to - from) - 2));
  const x = (at: number) => AXIS_WIDTH + ((at - from) / (to - from)) * (width - AXIS_WIDTH - RIGHT);
  const plotBottom = height - 24 - bottom;
  return (
    <figure ref={frame} className="relative min-w-0 text-2xs" style={{ height }}>
      <figcaption className="sr-only">
        {label}.{" "}
        {describeSeries(
          prepared.grids.map((grid, i) => ({ label: series[i]?.label ?? "", readings: grid })),
          prepared.gaps,
          clock,
        )}
      </figcaption>
      {width > 0 ? (
        <ComposedChart
          width={width}
          height={height}
          data={prepared.rows}
          margin={{ top, right: RIGHT, bottom, left: 0 }}
          role="img"
          aria-label={label}
        >
          <HatchPattern id={hatchId} />
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <GapBands
            chartStart={from}
            isRoomy={!isPhone}
            gaps={prepared.gaps}
            hatchId={hatchId}
            x={x}
            top={top}
            bottom={plotBottom}
            clock={clock}
          />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={xTicks}
            tickFormatter={tickText}
            height={24}
            tick={{ fontSize: 11, fill: "var(--chart-axis)" }}
            tickLine={false}
            tickMargin={6}
            axisLine={{ stroke: "var(--line-strong)" }}
            interval="preserveStartEnd"
          />
          <YAxis
            width={AXIS_WIDTH}
            domain={[0, yTicks.at(-1) ?? 1]}
            ticks={yTicks}
            tickFormatter={formatCompactCount}
            tick={{ fontSize: 11, fill: "var(--chart-axis)" }}
            tickLine={false}
            axisLine={false}
            interval={0}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: "var(--line-strong)", fill: "var(--hover)", fillOpacity: 0.5 }}
            content={
              <ChartTooltip series={series.map((one, i) => ({ ...one, colour: seriesColour(i) }))} clock={clock} />
            }
          />
          {series.map((one, index) => drawSeries(one, index, barWidth))}
          {thresholds.map((threshold) => (
            <ReferenceLine
              key={threshold.label}
              y={threshold.value}
              stroke="var(--warn)"
              strokeDasharray="5 3"
              label={{ value: threshold.label, position: "insideBottomRight", fontSize: 11, fill: "var(--warn)" }}
            />
          ))}
          <ChangeMarks changes={changes} x={x} top={top} bottom={plotBottom} width={width} clock={clock} />
          <RunMarks runs={runs} x={x} y={height - 8} />
        </ComposedChart>
      ) : null}
    </figure>
  );
}

/** Times for marks and tooltips, and shorter ones for the axis, as fine as the span of the chart asks for. */
function chartClock(zone: string, now: number, spanMs: number, stepMs: number) {
  const isLong = spanMs > 2 * DAY_MS;
  const precision = stepMs < 60_000 ? "second" : "minute";
  const clock = (at: number) =>
    isLong ? formatMoment(new Date(at), zone, new Date(now)) : formatClock(new Date(at), zone, precision);
  const tickText = (at: number) => {
    const time = formatClock(new Date(at), zone, "minute");
    return isLong && time === "00:00" ? formatMoment(new Date(at), zone, new Date(now)).replace(/ 00:00$/, "") : time;
  };
  return { clock, tickText };
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

function drawSeries(series: ChartSeries, index: number, barWidth: number) {
  const colour = seriesColour(index);
  const shared = { key: series.key, dataKey: series.key, name: series.label, isAnimationActive: false } as const;
  if (series.draw === "bars")
    return <Bar {...shared} key={series.key} fill={colour} barSize={barWidth} radius={[1.5, 1.5, 0, 0]} />;
  const stroke = {
    type: "linear",
    stroke: colour,
    strokeWidth: 1.6,
    connectNulls: false,
    dot: false,
    activeDot: { r: 2.5, strokeWidth: 0, fill: colour },
    strokeDasharray: index >= 3 ? "5 2" : undefined,
  } as const;
  if (series.draw === "area") return <Area {...shared} key={series.key} {...stroke} fill={colour} fillOpacity={0.13} />;
  return <Line {...shared} key={series.key} {...stroke} />;
}

function zoneOffsetMs(at: number, zone: string): number {
  const local = new Date(at).toLocaleString("sv-SE", { timeZone: zone });
  return Math.round((Date.parse(`${local.replace(" ", "T")}Z`) - at) / 60_000) * 60_000;
}
