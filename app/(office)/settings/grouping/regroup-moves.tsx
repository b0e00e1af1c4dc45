"use client";

import { formatCount, formatPlural } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Regroup } from "@/lib/contract/grouping";

type Tally = NonNullable<Regroup["preview"]>;
type Move = Tally["moves"][number] & { key: string };
type Named = { id: string | null; number: number | null; title: string };

/** From which failure to which, with how many messages. */
export function RegroupMoves({ tally }: { tally: Tally }) {
  if (tally.moves.length === 0) return null;
  const emptied = new Set(tally.emptied.map(({ id }) => id));
  const columns: Column<Move>[] = [
    { key: "from", header: "From", cell: ({ from }) => <Name of={from} isEmptied={emptied.has(from.id)} /> },
    { key: "to", header: "To", cell: ({ to }) => <Name of={to} /> },
    { key: "count", header: "Messages", width: 96, isNumber: true, cell: ({ count }) => formatCount(count) },
  ];
  return (
    <div className="overflow-hidden rounded-md border">
      <DataTable
        caption="Messages that change their failure"
        columns={columns}
        rows={tally.moves.map((move, index) => ({ ...move, key: String(index) }))}
        keyOf={({ key }) => key}
        density="fleet"
        phoneRow={({ from, to, count }) => (
          <>
            <Name of={from} isEmptied={emptied.has(from.id)} />
            <span className="text-xs text-ink-2">{formatPlural(count, "message")} to</span>
            <Name of={to} />
          </>
        )}
      />
      {tally.otherMovedCount > 0 ? (
        <p className="border-t px-4 py-2 text-xs text-ink-2">
          {formatPlural(tally.otherMovedCount, "more message")} between failures that are not listed.
        </p>
      ) : null}
    </div>
  );
}

function Name({ of: { id, number, title }, isEmptied = false }: { of: Named; isEmptied?: boolean }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {id === null ? <Chip>new</Chip> : <TextLink href={`/failures/${id}`}>F-{number}</TextLink>}
      <span className="machine min-w-0 truncate" title={title}>
        {title}
      </span>
      {isEmptied ? <Chip>ends empty</Chip> : null}
    </span>
  );
}
