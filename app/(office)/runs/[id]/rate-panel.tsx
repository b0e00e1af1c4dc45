"use client";

import { useMemo } from "react";
import { ChartLegend } from "@/app/_components/charts/chart-legend";
import { TimeSeriesChart } from "@/app/_components/charts/time-series-chart";
import { formatDuration, formatRate } from "@/app/_components/format";
import { useNow } from "@/app/_components/ui/clock";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";
import { nounOf } from "../run-words";
import { sentRates } from "../sent-rates";
import { RunRate } from "./run-rate";

/** How fast the run sends, against the rate of its plan. */
export function RatePanel({ run }: { run: Run }) {
  const now = useNow(5);
  const until = run.state === "running" ? now : 0;
  const rates = useMemo(
    () => sentRates(run.sentPerSecond, until, run.ratePerSecond),
    [run.sentPerSecond, until, run.ratePerSecond],
  );
  const isOfExecutions = nounOf(run) === "execution";
  const words = run.action === "discard" ? "copied" : isOfExecutions ? "asked for by us" : "sent by us";
  const title = isOfExecutions ? "Executions per second" : "Messages per second";
  const series = useMemo(
    () => (rates ? [{ key: "sent", label: words, draw: "area" as const, readings: rates.readings }] : []),
    [rates, words],
  );
  return (
    <Panel
      title={title}
      hint={rates && rates.stepMs > 1000 ? `averaged over ${formatDuration(rates.stepMs / 1000)}` : undefined}
      actions={<ChartLegend entries={[{ label: words, colour: "var(--chart-1)" }]} />}
      isFlush
    >
      <RunRate run={run} />
      {rates ? (
        <div className="p-4">
          <TimeSeriesChart
            label={title}
            series={series}
            from={rates.from}
            to={rates.to}
            stepMs={rates.stepMs}
            height={180}
            thresholds={
              run.ratePerSecond === null
                ? []
                : [{ value: run.ratePerSecond, label: `limit ${formatRate(run.ratePerSecond, "s")}` }]
            }
          />
        </div>
      ) : (
        <EmptyState title={isOpen(run.state) ? "Nothing was sent so far." : "Nothing was sent."} />
      )}
    </Panel>
  );
}
