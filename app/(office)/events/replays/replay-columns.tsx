import { formatPlural } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { Replay } from "@/lib/contract/replays";
import { busNameOfArn } from "@/lib/core/events/bus-kind";

const SHOWN: Record<Replay["state"], { status: Status; word: string }> = {
  starting: { status: "waiting", word: "Starting" },
  running: { status: "running", word: "Running" },
  cancelling: { status: "paused", word: "Cancelling" },
  completed: { status: "done", word: "Completed" },
  cancelled: { status: "cancelled", word: "Cancelled" },
  failed: { status: "failed", word: "Failed" },
  unknown: { status: "unknown", word: "Unknown" },
};

/** Columns of the replays: how it stands, of what, to whom, which time, how far. */
export const replayColumns: Column<Replay>[] = [
  { key: "state", header: "State", width: 120, cell: (replay) => <ReplayState replay={replay} /> },
  { key: "replay", header: "Replay", cell: (replay) => <WhatCell replay={replay} /> },
  { key: "rules", header: "Rules", width: 190, from: "lg", cell: (replay) => <Rules replay={replay} /> },
  { key: "time", header: "Time of the events", width: 250, from: "lg", cell: (replay) => <Range replay={replay} /> },
  { key: "progress", header: "Of its time", width: 92, isNumber: true, cell: ({ progress }) => percent(progress) },
  { key: "who", header: "Begun", width: 170, isRight: true, from: "lg", cell: (replay) => <Begun replay={replay} /> },
];

function ReplayState({ replay: { state, stateReason, howFar } }: { replay: Replay }) {
  const { status, word } = SHOWN[state];
  return (
    <span title={stateReason ?? howFar}>
      <StateLabel status={status}>{word}</StateLabel>
    </span>
  );
}

function WhatCell({ replay }: { replay: Replay }) {
  const { archive, name, busArn, accountName, region, runId, runNumber } = replay;
  return (
    <span className="block min-w-0">
      <span className="flex min-w-0 items-baseline gap-2">
        {archive.id ? (
          <TextLink href={`/events/archives/${archive.id}`} className="truncate font-mono text-sm tracking-[-0.03em]">
            {archive.name}
          </TextLink>
        ) : (
          <span className="truncate font-mono text-sm tracking-[-0.03em]">{archive.name}</span>
        )}
        {runId ? (
          <TextLink href={`/runs/${runId}`} className="text-xs">
            R-{runNumber}
          </TextLink>
        ) : null}
      </span>
      <span className="block truncate text-xs text-ink-3" title={name}>
        {busArn ? `to ${busNameOfArn(busArn)} · ` : ""}
        {accountName} · {region}
      </span>
    </span>
  );
}

function Rules({ replay: { rules, areRulesKnown } }: { replay: Replay }) {
  if (!areRulesKnown) return <span className="text-unknown">not known</span>;
  if (rules === null) return <span className="text-warn">every rule</span>;
  const names = rules.map(({ name }) => name).join(", ");
  return (
    <span className="block truncate" title={names}>
      {names || formatPlural(0, "rule")}
    </span>
  );
}

function Range({ replay: { from, until } }: { replay: Replay }) {
  return (
    <span className="tabular">
      <Moment at={from} isPlain /> – <Moment at={until} isPlain />
    </span>
  );
}

function Begun({ replay: { startedAt, requestedBy, isOurs } }: { replay: Replay }) {
  return (
    <span className="block min-w-0">
      {startedAt ? <Moment at={startedAt} isPlain /> : "not seen to begin"}
      <span className="block truncate text-xs text-ink-3">{isOurs ? (requestedBy ?? "by a run") : "not by us"}</span>
    </span>
  );
}

function percent(progress: number | null) {
  return progress === null ? <span className="text-unknown">?</span> : `${Math.round(progress * 100)} %`;
}

/** The same on a phone. */
export function ReplayPhoneRow({ replay }: { replay: Replay }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <ReplayState replay={replay} />
        <span className="tabular text-xs text-ink-2">{percent(replay.progress)}</span>
      </span>
      <WhatCell replay={replay} />
      <span className="block text-xs text-ink-2">{replay.howFar}</span>
    </>
  );
}
