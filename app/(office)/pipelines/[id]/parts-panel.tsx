import { formatPlural } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import type { PipelinePartView } from "@/lib/contract/pipeline-fields";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { PartState, Rate, waitingWords } from "../map/map-table";
import { PartLink } from "../part-link";
import { partWord, ROLE_WORDS } from "../part-words";

/** Every part on the way of an event, with how often it tries and what goes through. */
export function PartsPanel({ pipeline: { parts, hiddenPartCount } }: { pipeline: PipelineDetail }) {
  const rows = parts.toSorted((a, b) => a.depth - b.depth || a.name.localeCompare(b.name));
  return (
    <div id="parts" className="min-w-0 scroll-mt-16">
      <Panel
        title="Parts"
        hint={`in the order of the way${hiddenPartCount > 0 ? `; ${formatPlural(hiddenPartCount, "part")} not shown to you` : ""}`}
        isFlush
      >
        <DataTable
          caption="Parts of this pipeline, from its entry on"
          columns={columns}
          rows={rows}
          keyOf={({ arn }) => arn}
          density="fleet"
          isHatched={({ kind, health }) => kind === "outside" || health === "blind"}
          phoneRow={(part) => <PhoneRow part={part} />}
        />
      </Panel>
    </div>
  );
}

const columns: Column<PipelinePartView>[] = [
  { key: "state", header: "State", width: 108, cell: (part) => <PartState part={part} /> },
  {
    key: "part",
    header: "Part",
    cell: (part) => (
      <span className="block min-w-0">
        <PartLink part={part} />
        <span className="block truncate text-xs text-ink-2">{placeWords(part)}</span>
      </span>
    ),
  },
  {
    key: "note",
    header: "Retries and notes",
    from: "lg",
    cell: ({ note }) => (
      <span title={note ?? undefined} className="line-clamp-2 text-xs text-ink-2">
        {note ?? "–"}
      </span>
    ),
  },
  {
    key: "rate",
    header: "Through",
    width: 84,
    isNumber: true,
    cell: ({ ratePerMinute }) => <Rate of={ratePerMinute} />,
  },
  {
    key: "failed",
    header: "Failed",
    width: 80,
    isNumber: true,
    cell: ({ failedPerMinute }) => <Rate of={failedPerMinute} isBad />,
  },
  { key: "waiting", header: "Waiting", width: 76, isNumber: true, cell: (part) => waitingWords(part) },
];

function placeWords(part: PipelinePartView): string {
  const role = part.role === "dead-letter" || part.role === "hop" ? null : ROLE_WORDS[part.role];
  return [partWord(part), role, part.accountName, part.region].filter(Boolean).join(" · ");
}

function PhoneRow({ part }: { part: PipelinePartView }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <PartState part={part} />
        <span className="text-xs text-ink-2">
          {part.kind === "queue" ? `${waitingWords(part)} waiting` : <Rate of={part.ratePerMinute} />}
        </span>
      </span>
      <PartLink part={part} />
      <span className="block text-xs text-ink-2">{part.note ?? placeWords(part)}</span>
    </>
  );
}
