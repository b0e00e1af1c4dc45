import Link from "next/link";
import { formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { RelativeTime } from "@/app/_components/ui/time";
import type { ResourceRow } from "@/lib/contract/inventory";
import { KIND_WORDS } from "@/lib/core/inventory/resource";
import { OwnerCell } from "../coverage/finding-columns";

/** Queues have a page of their own. */
export function hrefOfResource({ kind, id }: Pick<ResourceRow, "kind" | "id">): string {
  return kind === "queue" ? `/queues/${id}` : `/inventory/${id}`;
}

/** The columns of the inventory. */
export const resourceColumns: Column<ResourceRow>[] = [
  { key: "kind", header: "Kind", width: 168, cell: (row) => <Chip>{KIND_WORDS[row.kind]}</Chip> },
  {
    key: "name",
    header: "Name",
    cell: (row) => (
      <Link
        href={hrefOfResource(row)}
        title={row.arn}
        className="block truncate rounded-xs font-mono text-xs font-medium tracking-[-0.03em] hover:underline focus-visible:outline-offset-[-1px]"
      >
        {row.name}
      </Link>
    ),
  },
  {
    key: "place",
    header: "Account, Region",
    width: 220,
    from: "lg",
    cell: (row) => (
      <span className="block truncate text-ink-2">
        {row.accountName} · {row.region}
      </span>
    ),
  },
  { key: "owner", header: "Owner", width: 132, from: "lg", cell: (row) => <Owner row={row} /> },
  {
    key: "holes",
    header: "Holes",
    width: 72,
    isNumber: true,
    cell: (row) =>
      row.findingCount > 0 ? (
        <span className="weight-emphasis">{formatCount(row.findingCount)}</span>
      ) : (
        <span className="text-ink-3">0</span>
      ),
  },
  {
    key: "changed",
    header: "Changed",
    width: 92,
    isNumber: true,
    from: "xl",
    cell: (row) =>
      row.changedAt ? (
        <RelativeTime at={row.changedAt} isPlain />
      ) : (
        <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>
      ),
  },
  {
    key: "read",
    header: "Read",
    width: 92,
    isNumber: true,
    from: "lg",
    cell: (row) => <RelativeTime at={row.readAt} isPlain />,
  },
];

const UNOWNED = new Set<ResourceRow["kind"]>(["subscription", "mapping", "alarm", "archive", "bus"]);

/** Some kinds belong to whatever they are tied to: without an owner of their own nothing is missing. */
function Owner({ row: { kind, owner } }: { row: ResourceRow }) {
  if (owner === null && UNOWNED.has(kind)) return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  return <OwnerCell owner={owner} />;
}

/** The same on a phone. */
export function ResourcePhoneRow({ row }: { row: ResourceRow }) {
  return (
    <>
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-mono text-sm tracking-[-0.03em]">{row.name}</span>
        <Chip>{KIND_WORDS[row.kind]}</Chip>
      </span>
      <span className="truncate text-xs text-ink-3">
        {row.accountName} · {row.region}
        {row.findingCount > 0 ? ` · ${formatCount(row.findingCount)} holes` : ""}
      </span>
    </>
  );
}
