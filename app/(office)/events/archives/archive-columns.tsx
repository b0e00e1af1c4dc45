import { formatBytes, formatCount, formatMoney, formatPlural } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { ButtonLink } from "@/app/_components/ui/button";
import type { Archive } from "@/lib/contract/event-buses";
import { NameCell } from "../name-cell";
import { replayAddress } from "../replay-address";
import { ArchiveState } from "./archive-state";
import { retentionWords } from "./archive-words";

export function hrefOfArchive({ id }: Pick<Archive, "id">): string {
  return `/events/archives/${id}`;
}

/** The columns of the archives. */
export const archiveColumns: Column<Archive>[] = [
  { key: "state", header: "State", width: 120, cell: (archive) => <ArchiveState archive={archive} /> },
  {
    key: "archive",
    header: "Archive",
    cell: (archive) => (
      <NameCell
        href={hrefOfArchive(archive)}
        name={archive.name}
        arn={archive.arn}
        accountName={archive.accountName}
        region={archive.region}
      >
        <span className="min-w-0 truncate">
          {archive.eventPattern === null ? "every event" : "some events"} of {archive.bus.name}
        </span>
        <span className="text-ink-3">·</span>
      </NameCell>
    ),
  },
  {
    key: "events",
    header: "Events",
    width: 96,
    isNumber: true,
    cell: ({ eventCount }) => (
      <Estimate text={formatCount(eventCount, { isEstimate: eventCount !== 0 })} isKnown={eventCount !== null} />
    ),
  },
  {
    key: "size",
    header: "Size",
    width: 88,
    isNumber: true,
    from: "lg",
    cell: ({ sizeBytes }) => <Estimate text={formatBytes(sizeBytes)} isKnown={sizeBytes !== null} />,
  },
  {
    key: "retention",
    header: "Retention",
    width: 116,
    from: "lg",
    cell: ({ retentionDays }) => retentionWords(retentionDays),
  },
  {
    key: "price",
    header: "A month",
    width: 124,
    isNumber: true,
    from: "lg",
    cell: ({ priceUsdPerMonth, priceNote }) => (
      <span title={priceNote}>
        <Estimate
          text={formatMoney(priceUsdPerMonth, { isEstimate: priceUsdPerMonth !== 0 })}
          isKnown={priceUsdPerMonth !== null}
        />
      </span>
    ),
  },
  {
    key: "next",
    header: "Next step",
    width: 104,
    isRight: true,
    from: "lg",
    cell: (archive) =>
      archive.isReplayable && archive.deletedAt === null ? (
        <ButtonLink size="sm" href={replayAddress(archive.id)}>
          Replay…
        </ButtonLink>
      ) : (
        <ButtonLink size="sm" href={hrefOfArchive(archive)}>
          Open
        </ButtonLink>
      ),
  },
];

function Estimate({ text, isKnown }: { text: string; isKnown: boolean }) {
  return isKnown ? text : <span className="text-unknown">{text}</span>;
}

/** The same on a phone. */
export function ArchivePhoneRow({ archive }: { archive: Archive }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <ArchiveState archive={archive} />
        <span className="text-xs text-ink-2">{`about ${formatPlural(archive.eventCount, "event")}`}</span>
      </span>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{archive.name}</span>
      <span className="block truncate text-xs text-ink-3">
        {archive.bus.name} · {archive.accountName} · {archive.region}
      </span>
    </>
  );
}
