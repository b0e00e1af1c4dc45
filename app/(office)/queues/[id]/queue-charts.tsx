"use client";

import type { ReactNode } from "react";
import { useAnswer } from "@/app/_components/api";
import type { ChangeMark } from "@/app/_components/charts/chart-marks";
import { ChartPanel } from "@/app/_components/charts/chart-panel";
import type { ChartWindow } from "@/app/_components/charts/chart-window";
import { maxOf } from "@/app/_components/charts/prepare-series";
import type { PlotSeries } from "@/app/_components/charts/series-plot";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatDuration } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Queue, QueueSeries } from "@/lib/contract/queues";
import { ageUnit, chartWindow, type SeriesField } from "./chart-readings";
import { hoursIn, RANGES } from "./series-range";

type Props = {
  queue: Pick<Queue, "id" | "isDeadLetterQueue">;
  first: FirstAnswer<"getQueueSeries">;
  changes: ChangeMark[];
};

/** Depth, age and flow over the chosen range. What was not read is hatched. */
export function QueueCharts({ queue, first, changes }: Props) {
  const [parameters, change] = useUrlParams();
  const input = { id: queue.id, hours: hoursIn(parameters) };
  const series = useAnswer("getQueueSeries", input, { initialData: answerTo(first, input) }).data;
  const range = (
    <Segmented
      label="Time shown"
      size="sm"
      segments={[...RANGES]}
      value={String(input.hours)}
      onChange={(hours) => change({ hours: hours === "3" ? undefined : hours })}
    />
  );
  if (!series)
    return (
      <Panel title="Messages" actions={range} isFlush>
        <LoadingSkeleton rows={4} label="Reading the series" />
      </Panel>
    );
  return (
    <>
      <DepthChart series={series} range={range} changes={changes} />
      <div className="grid gap-4 xl:grid-cols-2">
        <AgeChart series={series} />
        <FlowChart series={series} isDeadLetterQueue={queue.isDeadLetterQueue} />
      </div>
    </>
  );
}

const depth: PlotSeries[] = [
  { key: "visible", label: "waiting", draw: "area" },
  { key: "inFlight", label: "in flight", draw: "line" },
  { key: "delayed", label: "delayed", draw: "line" },
];
const flow: PlotSeries[] = [
  { key: "sent", label: "sent", draw: "line" },
  { key: "received", label: "received", draw: "line" },
  { key: "deleted", label: "deleted", draw: "line" },
];

type DepthProps = { series: QueueSeries; range: ReactNode; changes: ChangeMark[] };

function DepthChart({ series, range, changes }: DepthProps) {
  const window = windowOf(series, depth);
  const within = changes.filter(({ at }) => at >= window.from && at < window.to);
  return (
    <ChartPanel
      title="Messages"
      hint="the highest of each step"
      label="Messages in the queue"
      window={window}
      series={depth}
      changes={within}
      blank="Nothing was read in this time."
      actions={range}
      height={190}
    />
  );
}

function AgeChart({ series }: { series: QueueSeries }) {
  const max = maxOf(chartWindow(series, ["ageSeconds"]).readings.ageSeconds ?? []);
  const unit = ageUnit(max ?? 0);
  return (
    <ChartPanel
      title="Oldest message"
      hint={unit.name}
      label={`Age of the oldest message in ${unit.name}`}
      window={chartWindow(series, ["ageSeconds"], unit.seconds)}
      series={[{ key: "ageSeconds", label: "age", draw: "area" }]}
      blank="CloudWatch told no age in this time: it has none for an empty queue."
    />
  );
}

function FlowChart({ series, isDeadLetterQueue }: { series: QueueSeries; isDeadLetterQueue: boolean }) {
  return (
    <ChartPanel
      title="Flow"
      hint={`messages per ${formatDuration(series.widthSeconds)}`}
      note={isDeadLetterQueue ? "What SQS moves here by itself is not counted as sent." : undefined}
      label={`Messages sent, received and deleted per ${formatDuration(series.widthSeconds)}`}
      window={windowOf(series, flow)}
      series={flow}
      blank="CloudWatch told no flow in this time: it is asked only for queues that hold something or moved lately."
    />
  );
}

function windowOf(series: QueueSeries, drawn: PlotSeries[]): ChartWindow {
  return chartWindow(
    series,
    drawn.map(({ key }) => key as SeriesField),
  );
}
