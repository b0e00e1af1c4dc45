"use client";

import { useId } from "react";
import { Bar, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import { GapBands } from "@/app/_components/charts/chart-marks";
import { HatchPattern } from "@/app/_components/charts/hatch-pattern";
import { useElementWidth } from "@/app/_components/charts/use-element-width";
import { usdTickText } from "@/app/_components/usd-range";
import { type Day, type DayRow, dayGaps, dayName, dayRows, describeDays, usdTicks } from "./day-series";
import { DayTooltip } from "./day-tooltip";

const DAY_MS = 86_400_000;
const AXIS_WIDTH = 56;
const AXIS_HEIGHT = 24;
const TOP = 8;
const RIGHT = 8;
const PHONE_WIDTH = 420;
const PHONE_HEIGHT = 120;
const TICK_WIDTH = 72;
const tick = { fontSize: 11, fill: "var(--chart-axis)" };

type Props = {
  label: string;
  days: readonly Day[];
  /** "2026-11": the chart begins with its first day, also where nothing was told of that. */
  month: string;
  hasTax: boolean;
  height?: number;
};

/** Dollars by day of UTC: the sure part solid, up to the high end pale, what failing cost as a line; holes are hatched. */
export function DayChart({ label, days, month, hasTax, height = 170 }: Props) {
  const [frame, width] = useElementWidth<HTMLElement>();
  const rows = dayRows(days, month);
  const isPhone = width > 0 && width < PHONE_WIDTH;
  const shownHeight = isPhone ? PHONE_HEIGHT : height;
  return (
    <figure ref={frame} className="relative min-w-0 text-2xs" style={{ height: shownHeight }}>
      <figcaption className="sr-only">
        {label}. {describeDays(days, month)}
      </figcaption>
      {width > 0 ? <DayPlot {...{ label, rows, hasTax, width }} height={shownHeight} /> : null}
    </figure>
  );
}

type PlotProps = { label: string; rows: DayRow[]; hasTax: boolean; width: number; height: number };

function DayPlot({ label, rows, hasTax, width, height }: PlotProps) {
  const hatchId = useId();
  const from = (rows[0]?.at ?? 0) - DAY_MS / 2;
  const to = from + rows.length * DAY_MS;
  const plotWidth = width - AXIS_WIDTH - RIGHT;
  const x = (at: number) => AXIS_WIDTH + ((at - from) / (to - from)) * plotWidth;
  const marks = { x, top: TOP, bottom: height - AXIS_HEIGHT, clock: dayName };
  const barSize = Math.max(3, Math.min(28, plotWidth / rows.length - 4));
  const bar = { stackId: "usd", barSize, fill: "var(--chart-1)", isAnimationActive: false } as const;
  return (
    <ComposedChart
      width={width}
      height={height}
      data={rows}
      margin={{ top: TOP, right: RIGHT, bottom: 0, left: 0 }}
      role="img"
      aria-label={label}
    >
      <HatchPattern id={hatchId} />
      <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
      <GapBands
        {...marks}
        gaps={dayGaps(rows).map(({ from, to }) => ({ from, to: to - 1 }))}
        hatchId={hatchId}
        chartStart={from}
        isRoomy={false}
      />
      {dayAxis(rows, from, to, plotWidth)}
      {usdAxis(usdTicks(rows))}
      <Tooltip
        isAnimationActive={false}
        cursor={{ stroke: "var(--line-strong)", fill: "var(--hover)", fillOpacity: 0.5 }}
        content={<DayTooltip rows={rows} hasTax={hasTax} />}
      />
      <Bar {...bar} dataKey="low" />
      <Bar {...bar} dataKey="more" fillOpacity={0.35} radius={[1.5, 1.5, 0, 0]} />
      {hasTax ? taxLine() : null}
    </ComposedChart>
  );
}

function dayAxis(rows: DayRow[], from: number, to: number, plotWidth: number) {
  const every = Math.max(1, Math.ceil(rows.length / Math.max(1, Math.floor(plotWidth / TICK_WIDTH))));
  return (
    <XAxis
      dataKey="at"
      type="number"
      domain={[from, to]}
      ticks={rows.filter((_, index) => index % every === 0).map(({ at }) => at)}
      tickFormatter={dayName}
      height={AXIS_HEIGHT}
      tick={tick}
      tickLine={false}
      tickMargin={6}
      axisLine={{ stroke: "var(--line-strong)" }}
      interval={0}
    />
  );
}

function usdAxis(ticks: number[]) {
  return (
    <YAxis
      width={AXIS_WIDTH}
      domain={[0, ticks.at(-1) ?? 1]}
      ticks={ticks}
      tickFormatter={(usd: number) => usdTickText(usd, ticks.at(-1) ?? 1)}
      tick={tick}
      tickLine={false}
      axisLine={false}
      interval={0}
    />
  );
}

function taxLine() {
  const dot = { strokeWidth: 0, fill: "var(--chart-2)" };
  return (
    <Line
      dataKey="tax"
      type="linear"
      stroke="var(--chart-2)"
      strokeWidth={1.6}
      connectNulls={false}
      dot={{ ...dot, r: 2 }}
      activeDot={{ ...dot, r: 2.5 }}
      isAnimationActive={false}
    />
  );
}
