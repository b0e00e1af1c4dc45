"use client";

import { useMemo } from "react";
import { useAnswer } from "@/app/_components/api";
import { ChartLegend } from "@/app/_components/charts/chart-legend";
import { TimeSeriesChart } from "@/app/_components/charts/time-series-chart";
import { useNow } from "@/app/_components/ui/clock";
import { Panel } from "@/app/_components/ui/panel";
import type { Suspect } from "@/lib/contract/evidence";
import type { FailureClassDetail } from "@/lib/contract/failures";

const HOUR_MS = 3_600_000;

/** When messages of the class arrived, what was changed around it, and when runs sent. */
export function ArrivalsPanel({ failure }: { failure: FailureClassDetail }) {
  const { arrivals } = failure;
  const suspects = useAnswer("listSuspects", { id: failure.id }).data?.items;
  const now = useNow(60);
  const readings = useMemo(
    () => arrivals.points.map(({ at, count }) => ({ at: Date.parse(at), value: count })),
    [arrivals.points],
  );
  const stepMs = arrivals.widthSeconds * 1000;
  const from = readings[0]?.at ?? now - 24 * HOUR_MS;
  const to = (readings.at(-1)?.at ?? now) + stepMs;
  const series = useMemo(() => [{ key: "arrived", label: "arrived", draw: "bars" as const, readings }], [readings]);
  const marks = useMemo(
    () => marksOf(arrivals.changes, suspects ?? [], from, to),
    [arrivals.changes, suspects, from, to],
  );
  const label = `Arrivals per ${arrivals.widthSeconds / 60} minutes`;
  return (
    <Panel
      title={label}
      hint={`last ${Math.round((to - from) / HOUR_MS)} h`}
      actions={
        <ChartLegend
          entries={[{ label: "arrived", colour: "var(--chart-1)" }]}
          hasGaps={readings.some(({ value }) => value === null)}
          hasChanges={marks.length > 0}
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
        changes={changesOf(marks)}
        runs={arrivals.runs.map((run) => ({
          from: Date.parse(run.from),
          to: run.to ? Date.parse(run.to) : now,
          label: `R-${run.number}`,
        }))}
      />
    </Panel>
  );
}

type Mark = { at: string; words: string };

/** Changes of the queues, and changes elsewhere that lie near the onset; each once. */
function marksOf(
  changes: FailureClassDetail["arrivals"]["changes"],
  suspects: readonly Suspect[],
  from: number,
  to: number,
): Mark[] {
  const ofQueues = changes.map(({ at, queueName, field }) => ({ at, words: `${queueName} ${field}` }));
  const elsewhere = suspects
    .filter(({ kind, at }) => kind !== "queue" && Date.parse(at) >= from && Date.parse(at) < to)
    .map(({ at, name, text }) => ({ at, words: `${name}: ${text}` }));
  return [...ofQueues, ...elsewhere];
}

const CLOSE_MS = 60_000;

/** Changes within a minute are one mark: the first by name, the others by number. */
function changesOf(changes: readonly Mark[]) {
  const groups: { at: number; names: string[] }[] = [];
  for (const { at, words } of [...changes].sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const time = Date.parse(at);
    const last = groups.at(-1);
    if (last && time - last.at < CLOSE_MS) last.names.push(words);
    else groups.push({ at: time, names: [words] });
  }
  return groups.map(({ at, names }) => ({
    at,
    name: names.length > 1 ? `${names[0]} and ${names.length - 1} more` : (names[0] ?? ""),
  }));
}
