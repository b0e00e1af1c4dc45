"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { ChartPanel } from "@/app/_components/charts/chart-panel";
import { maxOf } from "@/app/_components/charts/prepare-series";
import { answerTo, type FirstAnswer } from "@/app/_components/first-answer";
import { formatDuration, formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { Panel } from "@/app/_components/ui/panel";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import { ageUnit, seriesWindow } from "./series-readings";
import { type Window, windowIn } from "./window-choice";

type Series = OutputOf<"getPipelineSeries">;

type Props = { pipelineId: string; first: FirstAnswer<"getPipelineSeries">; fallback: Window };

/** Its queues together over time: what waits, what goes in and out, how old the oldest is. */
export function SeriesPanels({ pipelineId, first, fallback }: Props) {
  const [parameters] = useUrlParams();
  const input = { id: pipelineId, window: windowIn(parameters, fallback) };
  const { data, isError, error, refetch } = useAnswer("getPipelineSeries", input, {
    initialData: answerTo(first, input),
  });
  if (!data)
    return (
      <Panel title="Queues together" isFlush>
        {isError ? (
          <ReadFailure what="The series could not be read." problem={problemOf(error)} onRetry={() => void refetch()} />
        ) : (
          <LoadingSkeleton rows={4} label="Reading the series" />
        )}
      </Panel>
    );
  return (
    <>
      <WaitingChart series={data} />
      <div className="grid min-w-0 gap-4 xl:grid-cols-2">
        <FlowChart series={data} />
        <AgeChart series={data} />
      </div>
    </>
  );
}

function WaitingChart({ series }: { series: Series }) {
  return (
    <ChartPanel
      title="Waiting"
      hint={`messages, most of each ${formatDuration(series.periodSeconds)}, ${formatPlural(series.queueCount, "queue")} together`}
      label="Messages waiting in source queues and in dead-letter queues"
      window={seriesWindow(series, ["waiting", "deadLetters"])}
      series={[
        { key: "waiting", label: "waiting", draw: "area" },
        { key: "deadLetters", label: "dead letters", draw: "line" },
      ]}
      blank="No queue of it was sampled in this time, which is not the same as none waiting."
      height={170}
    />
  );
}

function FlowChart({ series }: { series: Series }) {
  return (
    <ChartPanel
      title="In and out"
      hint={`messages per ${formatDuration(series.periodSeconds)}`}
      label="Messages sent, taken and failed"
      window={seriesWindow(series, ["sent", "deleted", "failed"])}
      series={[
        { key: "sent", label: "in", draw: "line" },
        { key: "deleted", label: "out", draw: "line" },
        { key: "failed", label: "failed", draw: "line" },
      ]}
      blank="CloudWatch told of no traffic in this time, which is not the same as none."
      note="In and out include our own redrives."
    />
  );
}

function AgeChart({ series }: { series: Series }) {
  const unit = ageUnit(maxOf(seriesWindow(series, ["ageSeconds"]).readings.ageSeconds ?? []) ?? 0);
  return (
    <ChartPanel
      title="Oldest message"
      hint={unit.name}
      label={`Age of the oldest message in a source queue, in ${unit.name}`}
      window={seriesWindow(series, ["ageSeconds"], unit.seconds)}
      series={[{ key: "ageSeconds", label: "age", draw: "line" }]}
      blank="CloudWatch told no age in this time. It tells none of an empty queue."
    />
  );
}
