"use client";

import { useId } from "react";
import { Area, Bar, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { formatCompactCount } from "../format";
import { type ChangeMark, ChangeMarks, GapBands, type RunMark, RunMarks } from "./chart-marks";
import { ChartTooltip } from "./chart-tooltip";
import { HatchPattern } from "./hatch-pattern";
import { lonelyDot } from "./lonely-dot";
import type { Gap } from "./prepare-series";

export type PlotSeries = {
  key: string;
  label: string;
  draw: "bars" | "line" | "area";
  /** Its place in the order of colours, where it does not follow from the series drawn beside it. */
  place?: number;
};
export type Threshold = { value: number; label: string };

type Props = {
  label: string;
  series: PlotSeries[];
  rows: Record<string, number | null>[];
  gaps: Gap[];
  from: number;
  to: number;
  stepMs: number;
  width: number;
  height: number;
  xTicks: number[];
  yTicks: number[];
  clock: (at: number) => string;
  tickText: (at: number) => string;
  thresholds: Threshold[];
  changes: ChangeMark[];
  runs: RunMark[];
};

const AXIS_WIDTH = 40;
const AXIS_HEIGHT = 24;
const RIGHT = 8;
const ROOMY_WIDTH = 420;
const tick = { fontSize: 11, fill: "var(--chart-axis)" };

/** The colour of the n-th series; the order is fixed so that a series keeps its colour. */
export function seriesColour(index: number): string {
  return `var(--chart-${(index % 8) + 1})`;
}

/** The drawing itself, at a width that is known. */
export function SeriesPlot(props: Props) {
  const { series, width, height, from, to, clock, changes, runs } = props;
  const hatchId = useId();
  const top = changes.length > 0 ? 24 : 8;
  const bottom = runs.length > 0 ? 14 : 0;
  const plotWidth = width - AXIS_WIDTH - RIGHT;
  const barWidth = Math.max(1.5, Math.min(14, (plotWidth * props.stepMs) / (to - from) - 2));
  const x = (at: number) => AXIS_WIDTH + ((at - from) / (to - from)) * plotWidth;
  const marks = { x, top, bottom: height - AXIS_HEIGHT - bottom, clock };
  const coloured = series.map((one, index) => ({ ...one, colour: seriesColour(one.place ?? index) }));
  return (
    <ComposedChart
      width={width}
      height={height}
      data={props.rows}
      margin={{ top, right: RIGHT, bottom, left: 0 }}
      role="img"
      aria-label={props.label}
    >
      <HatchPattern id={hatchId} />
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <GapBands {...marks} gaps={props.gaps} hatchId={hatchId} chartStart={from} isRoomy={width >= ROOMY_WIDTH} />
      {timeAxis(props)}
      {countAxis(props.yTicks)}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--line-strong)", fill: "var(--hover)", fillOpacity: 0.5 }}
        content={<ChartTooltip series={coloured} clock={clock} />}
      />
      {series.map((one, index) => drawSeries(one, one.place ?? index, barWidth, props.rows))}
      {props.thresholds.map(thresholdLine)}
      <ChangeMarks {...marks} changes={changes} width={width} />
      <RunMarks runs={runs} x={x} y={height - 8} />
    </ComposedChart>
  );
}

function timeAxis({ from, to, xTicks, tickText }: Pick<Props, "from" | "to" | "xTicks" | "tickText">) {
  return (
    <XAxis
      dataKey="at"
      type="number"
      scale="time"
      domain={[from, to]}
      ticks={xTicks}
      tickFormatter={tickText}
      height={AXIS_HEIGHT}
      tick={tick}
      tickLine={false}
      tickMargin={6}
      axisLine={{ stroke: "var(--line-strong)" }}
      interval="preserveStartEnd"
    />
  );
}

function countAxis(ticks: number[]) {
  return (
    <YAxis
      width={AXIS_WIDTH}
      domain={[0, ticks.at(-1) ?? 1]}
      ticks={ticks}
      tickFormatter={formatCompactCount}
      tick={tick}
      tickLine={false}
      axisLine={false}
      interval={0}
    />
  );
}

function thresholdLine({ value, label }: Threshold) {
  return (
    <ReferenceLine
      key={label}
      y={value}
      stroke="var(--warn)"
      strokeDasharray="5 3"
      label={{ value: label, position: "insideBottomRight", fontSize: 11, fill: "var(--warn)" }}
    />
  );
}

function drawSeries(series: PlotSeries, index: number, barWidth: number, rows: Props["rows"]) {
  const colour = seriesColour(index);
  const shared = { key: series.key, dataKey: series.key, name: series.label, isAnimationActive: false } as const;
  if (series.draw === "bars")
    return <Bar {...shared} key={series.key} fill={colour} barSize={barWidth} radius={[1.5, 1.5, 0, 0]} />;
  const stroke = {
    type: "linear",
    stroke: colour,
    strokeWidth: 1.6,
    connectNulls: false,
    dot: lonelyDot(rows, series.key, colour),
    activeDot: { r: 2.5, strokeWidth: 0, fill: colour },
    strokeDasharray: index >= 3 ? "5 2" : undefined,
  } as const;
  if (series.draw === "area") return <Area {...shared} key={series.key} {...stroke} fill={colour} fillOpacity={0.13} />;
  return <Line {...shared} key={series.key} {...stroke} />;
}
