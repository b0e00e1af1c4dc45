"use client";

import { formatCount, NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import type { PipelinePartView } from "@/lib/contract/pipeline-fields";
import { HealthLabel } from "../health-label";
import { PartLink } from "../part-link";
import { partWord } from "../part-words";
import { rateWords } from "../rate-words";
import type { MapRow } from "./map-rows";

/** The map in words: a row for each part, with what it leads to. */
export function MapTable({ rows }: { rows: MapRow[] }) {
  return (
    <DataTable
      caption="Parts of the map"
      columns={columns}
      rows={rows}
      keyOf={({ part }) => part.arn}
      density="fleet"
      isHatched={({ part }) => part.kind === "outside" || part.health === "blind"}
      phoneRow={(row) => <PhoneRow row={row} />}
    />
  );
}

const columns: Column<MapRow>[] = [
  { key: "state", header: "State", width: 112, cell: ({ part }) => <PartState part={part} /> },
  {
    key: "part",
    header: "Part",
    cell: ({ part }) => (
      <span className="block min-w-0">
        <PartLink part={part} />
        <span className="block truncate text-xs text-ink-2">
          {[partWord(part), part.accountName, part.region].filter(Boolean).join(" · ")}
        </span>
      </span>
    ),
  },
  {
    key: "pipeline",
    header: "Pipeline",
    width: 190,
    from: "lg",
    cell: ({ pipelines }) => <PipelineLinks pipelines={pipelines} />,
  },
  { key: "leads", header: "Leads to", width: 230, from: "lg", cell: ({ leadsTo }) => <LeadsTo leadsTo={leadsTo} /> },
  { key: "rate", header: "Through", width: 90, isNumber: true, cell: ({ part }) => <Rate of={part.ratePerMinute} /> },
  {
    key: "failed",
    header: "Failed",
    width: 84,
    isNumber: true,
    cell: ({ part }) => <Rate of={part.failedPerMinute} isBad />,
  },
  { key: "waiting", header: "Waiting", width: 84, isNumber: true, from: "lg", cell: ({ part }) => waitingWords(part) },
];

/** A part that nobody reads is not judged. */
export function PartState({ part }: { part: Pick<PipelinePartView, "kind" | "health"> }) {
  if (part.kind === "outside") return <StateLabel status="unknown">Outside</StateLabel>;
  return <HealthLabel state={part.health} />;
}

function PipelineLinks({ pipelines: [first, ...others] }: Pick<MapRow, "pipelines">) {
  if (!first) return NOT_APPLICABLE_TEXT;
  return (
    <span className="block min-w-0" title={[first, ...others].map(({ name }) => name).join(", ")}>
      <TextLink href={`/pipelines/${first.id}`} className="block truncate focus-visible:outline-offset-[-1px]">
        {first.name}
      </TextLink>
      {others.length > 0 ? <span className="text-xs text-ink-3">and {formatCount(others.length)} more</span> : null}
    </span>
  );
}

function LeadsTo({ leadsTo }: Pick<MapRow, "leadsTo">) {
  if (leadsTo.length === 0) return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  const words = leadsTo.map(({ name, isDeadLetters }) => (isDeadLetters ? `${name} (dead letters)` : name)).join(", ");
  return (
    <span title={words} className="line-clamp-2 text-ink-2">
      {words}
    </span>
  );
}

/** A rate a minute; a question mark, never 0, where nobody measured. */
export function Rate({ of, isBad = false }: { of: number | null; isBad?: boolean }) {
  if (of === null)
    return (
      <span title="Not measured, which is not 0." className="text-unknown">
        {UNKNOWN_TEXT}
        <span className="sr-only"> not measured</span>
      </span>
    );
  return <span className={of === 0 ? "text-ink-3" : isBad ? "text-warn" : undefined}>{rateWords(of)}</span>;
}

export function waitingWords({ kind, waiting }: Pick<PipelinePartView, "kind" | "waiting">): string {
  if (kind !== "queue") return NOT_APPLICABLE_TEXT;
  return formatCount(waiting);
}

function PhoneRow({ row: { part, pipelines, leadsTo } }: { row: MapRow }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <PartState part={part} />
        <span className="text-xs text-ink-2">
          {part.kind === "queue" ? `${waitingWords(part)} waiting` : <Rate of={part.ratePerMinute} />}
        </span>
      </span>
      <PartLink part={part} />
      <span className="block truncate text-xs text-ink-2">
        {partWord(part)} of {pipelines.map(({ name }) => name).join(", ") || "none"}
        {leadsTo.length > 0 ? ` · to ${leadsTo.map(({ name }) => name).join(", ")}` : ""}
      </span>
    </>
  );
}
