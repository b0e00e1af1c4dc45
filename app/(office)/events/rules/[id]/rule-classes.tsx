import { formatCount, formatPlural } from "@/app/_components/format";
import { FailureCell, FigureCell } from "@/app/_components/tables/cells";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { EventRuleDetail } from "@/lib/contract/event-buses";

type OpenClass = EventRuleDetail["classes"][number];

const RECORDS: Record<OpenClass["record"], string> = {
  messages: "in the dead-letter queue",
  executions: "failed executions",
  "count-only": "lost, count only",
};

/** Open failures of the rule and its targets. */
export function RuleClasses({ rule }: { rule: EventRuleDetail }) {
  return (
    <Panel
      title="Open failures"
      hint={rule.classes.length > 0 ? formatPlural(rule.classes.length, "class", "classes") : undefined}
      isFlush
    >
      <DataTable
        caption="Open failures of this rule"
        columns={columns}
        rows={rule.classes}
        keyOf={({ id }) => id}
        density="fleet"
        hrefOf={({ id }) => `/failures/${id}`}
        phoneRow={(row) => <PhoneRow row={row} />}
        empty={
          <EmptyState
            title="No open failure is known."
            evidence="Failures come from dead-letter queues that are read and from the figures below."
          />
        }
      />
    </Panel>
  );
}

const columns: Column<OpenClass>[] = [
  { key: "state", header: "State", width: 120, cell: ({ status }) => <StateLabel status={status} /> },
  {
    key: "failure",
    header: "Failure",
    cell: (row) => (
      <FailureCell
        chip={row.at === "target" ? <Chip>in {row.anchorName}</Chip> : undefined}
        error={row.title}
        href={`/failures/${row.id}`}
        path={`F-${row.number}`}
        place={RECORDS[row.record]}
      />
    ),
  },
  {
    key: "count",
    header: "Events",
    width: 96,
    isNumber: true,
    cell: ({ count, record }) => (
      <span className={record === "count-only" ? "text-danger" : undefined}>
        <FigureCell value={formatCount(count)} />
      </span>
    ),
  },
  {
    key: "since",
    header: "Last seen",
    width: 104,
    isRight: true,
    cell: ({ lastSeenAt }) => <RelativeTime at={lastSeenAt} suffix=" ago" isPlain className="text-xs text-ink-2" />,
  },
];

function PhoneRow({ row }: { row: OpenClass }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <StateLabel status={row.status} />
        <span className="weight-emphasis">{formatCount(row.count)}</span>
      </span>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{row.title}</span>
      <span className="block truncate text-xs text-ink-3">{RECORDS[row.record]}</span>
    </>
  );
}
