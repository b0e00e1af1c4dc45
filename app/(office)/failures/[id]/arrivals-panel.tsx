"use client";

import { useMemo } from "react";
import { ChartLegend } from "@/app/_components/charts/chart-legend";
import { TimeSeriesChart } from "@/app/_components/charts/time-series-chart";
import { useNow } from "@/app/_components/ui/clock";
import { Panel } from "@/app/_components/ui/panel";
import type { FailureClassDetail } from "@/lib/contract/failures";

const HOUR_MS = 3_600_000;

/** When messages of the class arrived, what was changed around it, and when runs sent. */
export function ArrivalsPanel({ failure }: { failure: FailureClassDetail }) {
  const { arrivals } = failure;
  const now = useNow(60);
  const readings = useMemo(
    () => arrivals.points.map(({ at, count }) => ({ at: Date.parse(at), value: count })),
    [arrivals.points],
  );
  const stepMs = arrivals.widthSeconds * 1000;
  const from = readings[0]?.at ?? now - 24 * HOUR_MS;
  const to = (readings.at(-1)?.at ?? now) + stepMs;
  const series = useMemo(() => [{ key: "arrived", label: "arrived", draw: "bars" as const, readings }], [readings]);
  const label = `Arrivals per ${arrivals.widthSeconds / 60} minutes`;
  return (
    <Panel
      title={label}
      hint={`last ${Math.round((to - from) / HOUR_MS)} h`}
      actions={
        <ChartLegend
          entries={[{ label: "arrived", colour: "var(--chart-1)" }]}
          hasGaps={readings.some(({ value }) => value === null)}
          hasChanges={arrivals.changes.length > 0}
        />
      }
    >
      <TimeSeriesChart
        label={label}
        series={series}
        from={from}
        to={to}
        stepMs={stepMs}
        height={160}
        changes={changesOf(arrivals.changes)}
        runs={arrivals.runs.map((run) => ({
          from: Date.parse(run.from),
          to: run.to ? Date.parse(run.to) : now,
          label: `R-${run.number}`,
        }))}
      />
    </Panel>
  );
}

const CLOSE_MS = 60_000;

/** Changes within a minute are one mark: the first by name, the others by number. */
function changesOf(changes: FailureClassDetail["arrivals"]["changes"]) {
  const groups: { at: number; names: string[] }[] = [];
  for (const { at, queueName, field } of [...changes].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const time = Date.parse(at);
    const last = groups.at(-1);
    if (last && time - last.at < CLOSE_MS) last.names.push(`${queueName} ${field}`);
    else groups.push({ at: time, names: [`${queueName} ${field}`] });
  }
  return groups.map(({ at, names }) => ({
    at,
    name: names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? ""),
  }));
}
