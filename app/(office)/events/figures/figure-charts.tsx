"use client";

import type { ReactNode } from "react";
import { problemOf } from "@/app/_components/api";
import { ChartPanel } from "@/app/_components/charts/chart-panel";
import { maxOf } from "@/app/_components/charts/prepare-series";
import { formatDuration, formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useNow } from "@/app/_components/ui/clock";
import { Panel } from "@/app/_components/ui/panel";
import { Segmented } from "@/app/_components/ui/segmented";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton, StaleNote } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { EventFigures } from "@/lib/contract/event-figures";
import { WINDOWS, windowIn } from "./figure-range";
import { figureWindow, isStale, isTold, latencyUnit, type Metric } from "./figure-readings";

type Props = {
  /** What is known of them, and how reading them goes. */
  figures: { data?: EventFigures | undefined; isError: boolean; error: unknown; refetch: () => unknown };
  what: "rule" | "bus";
};

interface CountSpec {
  readonly title: string;
  /** In the order of their colours. */
  readonly lines: readonly { metric: Metric; label: string }[];
  readonly blank: string;
}

const FLOW: CountSpec = {
  title: "Runs and deliveries",
  lines: [
    { metric: "triggered", label: "triggered" },
    { metric: "succeeded", label: "delivered" },
    { metric: "matched", label: "matched" },
    { metric: "invocations", label: "invocations ended" },
  ],
  blank: "EventBridge told of no run in this time, which is not the same as none.",
};
const TROUBLE: CountSpec = {
  title: "Trouble",
  lines: [
    { metric: "failed", label: "failed for good" },
    { metric: "sentToDeadLetter", label: "dead-lettered" },
    { metric: "lostAtDeadLetter", label: "refused by the queue" },
    { metric: "retried", label: "retried" },
    { metric: "throttled", label: "throttled" },
  ],
  blank: "EventBridge told of no trouble in this time. It tells such figures only when they are not 0.",
};

/** What EventBridge counted over the chosen time: flow, trouble and latency. */
export function FigureCharts({ figures: { data, isError, error, refetch }, what }: Props) {
  const now = useNow(30);
  const range = <Range />;
  if (!data)
    return (
      <Panel title="Figures" actions={range} isFlush>
        {isError ? (
          <ReadFailure
            what="The figures could not be read."
            problem={problemOf(error)}
            onRetry={() => void refetch()}
          />
        ) : (
          <LoadingSkeleton rows={4} label="Reading the figures" />
        )}
      </Panel>
    );
  if (!data.isAsked)
    return (
      <Panel title="Figures" actions={range} isFlush>
        <EmptyState
          title={`The figures of this ${what} were never read.`}
          evidence="Nothing is known of them, which is not 0. They are read every few minutes where CloudWatch may be read."
        />
      </Panel>
    );
  return (
    <>
      {data.readAt && isStale(data, now) ? (
        <StaleNote readAt={data.readAt} onRetry={() => void refetch()} reason="Newer figures were not told." />
      ) : null}
      <CountChart figures={data} spec={FLOW} actions={range} height={190} />
      <div className="grid gap-4 xl:grid-cols-2">
        <CountChart figures={data} spec={TROUBLE} />
        <LatencyChart figures={data} />
      </div>
      <FiguresNote figures={data} />
    </>
  );
}

function Range() {
  const [parameters, change] = useUrlParams();
  return (
    <Segmented
      label="Time shown"
      size="sm"
      segments={[...WINDOWS]}
      value={windowIn(parameters)}
      onChange={(window) => change({ window: window === "24h" ? undefined : window })}
    />
  );
}

type CountProps = { figures: EventFigures; spec: CountSpec; actions?: ReactNode; height?: number };

function CountChart({ figures, spec: { title, lines, blank }, actions, height }: CountProps) {
  const per = `per ${formatDuration(figures.periodSeconds)}`;
  const drawn = lines.map((line, place) => ({ ...line, place })).filter(({ metric }) => isTold(figures, metric));
  return (
    <ChartPanel
      title={title}
      hint={per}
      label={`${title} ${per}`}
      window={figureWindow(
        figures,
        drawn.map(({ metric }) => metric),
      )}
      series={drawn.map(({ metric, label, place }) => ({ key: metric, label, place, draw: "line" }))}
      blank={blank}
      actions={actions}
      height={height}
    />
  );
}

function LatencyChart({ figures }: { figures: EventFigures }) {
  const metric = "startLatencyMs";
  const max = maxOf(figureWindow(figures, [metric]).readings[metric] ?? []);
  const unit = latencyUnit(max ?? 0);
  const isHighest = figures.series.some((one) => one.metric === metric && one.statistic === "highest-p95");
  return (
    <ChartPanel
      title="Time until the first attempt"
      hint={`${unit.name}, ${isHighest ? "p95 of the slowest minute" : "p95"}`}
      label={`Time until the first attempt in ${unit.name}`}
      window={figureWindow(figures, [metric], unit.ms)}
      series={[{ key: metric, label: "latency", draw: "line" }]}
      blank="EventBridge told no latency in this time."
    />
  );
}

/** What the figures leave out, and how old they are. */
function FiguresNote({ figures }: { figures: EventFigures }) {
  const isSummed = figures.series.some(({ basis, points }) => basis === "sum-of-rules" && points.length > 0);
  return (
    <p className="max-w-[92ch] text-xs text-ink-3">
      {figures.lagNote}
      {isSummed ? " What AWS does not tell of a bus is the sum of its rules." : ""}
      {figures.unreadRuleCount > 0
        ? ` ${formatPlural(figures.unreadRuleCount, "rule")} of it ${figures.unreadRuleCount === 1 ? "was" : "were"} never read, so sums lack them.`
        : ""}
      {figures.readAt ? (
        <>
          {" "}
          Read <RelativeTime at={figures.readAt} suffix=" ago" isPlain />.
        </>
      ) : null}
    </p>
  );
}
