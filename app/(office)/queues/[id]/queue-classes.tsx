"use client";

import { useAnswer } from "@/app/_components/api";
import { formatCount, formatPlural, formatRate } from "@/app/_components/format";
import { FailureCell, FigureCell } from "@/app/_components/tables/cells";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { CauseChip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { FailureClass } from "@/lib/contract/failures";
import type { QueueDetail } from "@/lib/contract/queues";

type Props = { queue: QueueDetail; first?: OutputOf<"listFailureClasses"> };

/** What failed in this queue, grouped. */
export function QueueClasses({ queue, first }: Props) {
  const input = { queueId: queue.id, view: "all" } as const;
  const list = useAnswer("listFailureClasses", input, first ? { initialData: first } : {}).data;
  return (
    <Panel
      title="Failure classes"
      hint={
        list ? `${formatPlural(list.totalCount ?? list.items.length, "class", "classes")} in this queue` : undefined
      }
      isFlush
    >
      {list ? (
        <DataTable
          caption="Failure classes of this queue"
          columns={columns}
          rows={list.items}
          keyOf={({ id }) => id}
          density="fleet"
          hrefOf={({ id }) => `/failures/${id}`}
          phoneRow={(row) => <PhoneRow row={row} />}
          empty={<NoClasses queue={queue} />}
        />
      ) : (
        <LoadingSkeleton rows={3} label="Reading the failure classes" />
      )}
    </Panel>
  );
}

const columns: Column<FailureClass>[] = [
  { key: "state", header: "State", width: 112, cell: ({ status }) => <StateLabel status={status} /> },
  {
    key: "failure",
    header: "Failure",
    cell: (row) => (
      <FailureCell
        error={row.title}
        href={`/failures/${row.id}`}
        chip={<CauseChip cause={row.causeKind} />}
        path={row.messageType}
      />
    ),
  },
  {
    key: "count",
    header: "Messages",
    width: 110,
    isNumber: true,
    cell: (row) => (
      <FigureCell
        value={formatCount(row.presentCount)}
        detail={row.perHour ? formatRate(row.perHour, "h", { isSigned: true }) : undefined}
      />
    ),
  },
  {
    key: "since",
    header: "Last seen",
    width: 112,
    isRight: true,
    cell: (row) => <RelativeTime at={row.lastSeenAt} suffix=" ago" isPlain className="text-xs text-ink-2" />,
  },
];

function PhoneRow({ row }: { row: FailureClass }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <StateLabel status={row.status} />
        <span className="weight-emphasis">{formatCount(row.presentCount)}</span>
      </span>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{row.title}</span>
    </>
  );
}

function NoClasses({ queue }: { queue: QueueDetail }) {
  if (queue.mode === "off")
    return (
      <EmptyState
        title="Not known: nobody reads this queue."
        evidence="Failure classes are made from messages. Turn index mode on to read them; what that does is said beside it."
      />
    );
  if (!queue.completeness?.scannedAt)
    return <EmptyState title="Not read yet." evidence="The first scan comes within seconds after messages arrive." />;
  return (
    <EmptyState
      title="No failures."
      evidence={
        <>
          Scanned <RelativeTime at={queue.completeness.scannedAt} suffix=" ago" isPlain />.
        </>
      }
    />
  );
}
