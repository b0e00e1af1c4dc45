"use client";

import { useAnswer } from "@/app/_components/api";
import { ChartPanel } from "@/app/_components/charts/chart-panel";
import { onGrid } from "@/app/_components/charts/prepare-series";
import { formatDuration } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { useNow, useViewerZone } from "@/app/_components/ui/clock";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { Archive } from "@/lib/contract/event-buses";
import { lastMinutes, localOf, PRESETS, type ReplayWish, shownAround } from "./replay-wish";

type Props = { archive: Archive; wish: ReplayWish; onChange: (changed: Partial<ReplayWish>) => void };

/** From when to when, with what rules matched around that time: EventBridge shows nothing of an archive's content itself. */
export function TimeChoice({ archive, wish, onChange }: Props) {
  const now = useNow(60);
  const shown = shownAround(wish, now);
  const ruleIds = wish.isAll || wish.ruleIds.length === 0 ? {} : { ruleIds: wish.ruleIds.join(",") };
  const histogram = useAnswer("getReplayHistogram", { id: archive.id, ...shown, ...ruleIds }).data;
  return (
    <>
      <Panel title="1. Which time" hint="of the events, in the zone of this device">
        <div className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <TimeField label="From" at={wish.from} onChange={(from) => onChange({ from })} />
          <TimeField
            label="Until"
            at={wish.until}
            error={wish.until <= wish.from ? "Later than the start." : undefined}
            onChange={(until) => onChange({ until })}
          />
          <span className="flex flex-wrap gap-1.5">
            {PRESETS.map(({ key, label, minutes }) => (
              <Button key={key} size="sm" onClick={() => onChange(lastMinutes(minutes, now))}>
                Last {label}
              </Button>
            ))}
          </span>
        </div>
        <p className="mt-2 text-xs text-ink-2">
          {wish.until > wish.from
            ? `${formatDuration((Date.parse(wish.until) - Date.parse(wish.from)) / 1000)} of events. `
            : ""}
          {archive.oldestEventAt ? (
            <>
              The archive holds nothing from before <Moment at={archive.oldestEventAt} isPlain />.
            </>
          ) : null}{" "}
          What happened in the last 10 minutes may not be in it yet.
        </p>
      </Panel>
      {histogram ? <Histogram histogram={histogram} wish={wish} /> : null}
    </>
  );
}

type FieldProps = { label: string; at: string; error?: string; onChange: (at: string) => void };

function TimeField({ label, at, error, onChange }: FieldProps) {
  const zone = useViewerZone();
  return (
    <Field label={label} error={error} className="max-sm:w-full">
      <TextInput
        type="datetime-local"
        step={60}
        value={localOf(at, zone)}
        onChange={({ target }) => {
          const time = new Date(target.value);
          if (!Number.isNaN(time.getTime())) onChange(time.toISOString());
        }}
      />
    </Field>
  );
}

type HistogramProps = { histogram: OutputOf<"getReplayHistogram">; wish: ReplayWish };

/** What is in the archive by its own rule where that is told, else what the chosen rules matched; the chosen time stands out. */
function Histogram({ histogram, wish }: HistogramProps) {
  const { from, until, periodSeconds, archived, series, words } = histogram;
  const points = archived ?? summed(series);
  const stepMs = periodSeconds * 1000;
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const isChosen = (at: string) => at >= wish.from && at < wish.until;
  const part = (isIn: boolean) =>
    onGrid(
      points.filter(({ at }) => isChosen(at) === isIn).map(({ at, count }) => ({ at: Date.parse(at), value: count })),
      start,
      end,
      stepMs,
    );
  return (
    <ChartPanel
      title={archived ? "Events archived" : "Events matched by the rules"}
      hint={`per ${formatDuration(periodSeconds)}`}
      label="Events around the chosen time"
      window={{ from: start, to: end, stepMs, readings: { chosen: part(true), other: part(false) }, gaps: [] }}
      series={[
        { key: "chosen", label: "in the chosen time", draw: "bars", place: 0 },
        { key: "other", label: "outside of it", draw: "bars", place: 5 },
      ]}
      blank={words}
      note={words}
      height={150}
    />
  );
}

function summed(series: HistogramProps["histogram"]["series"]): { at: string; count: number }[] {
  const sums = new Map<string, number>();
  for (const { points } of series) for (const { at, count } of points) sums.set(at, (sums.get(at) ?? 0) + count);
  return [...sums].map(([at, count]) => ({ at, count }));
}
