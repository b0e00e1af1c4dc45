"use client";

import Link from "next/link";
import { useAnswer } from "@/app/_components/api";
import { formatCount, formatDuration, formatPlural } from "@/app/_components/format";
import { DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { FifoGroup } from "@/lib/contract/fifo";

type Report = OutputOf<"getFifoReport">;

/** Which group is stuck behind which message, from the copies and one metric: nothing is received for it. */
export function FifoPanel({ queueId }: { queueId: string }) {
  const { data: report } = useAnswer("getFifoReport", { id: queueId });
  return (
    <Panel title="Message groups" hint={report ? hintOf(report) : undefined} isFlush>
      {report ? (
        <>
          <DataTable
            caption="Message groups with dead messages"
            columns={COLUMNS}
            rows={report.groups}
            keyOf={({ groupId }) => groupId}
            hrefOf={({ headMessageRowId }) => `/messages/${headMessageRowId}`}
            phoneRow={(group) => <PhoneGroup group={group} />}
            empty={<EmptyState title="No message group has a dead message that is indexed." />}
          />
          <Sources sources={report.sources} />
        </>
      ) : (
        <LoadingSkeleton rows={3} label="Reading the groups" />
      )}
    </Panel>
  );
}

function hintOf({ groupCount, deadCount, groups, isWhole }: Report): string {
  const shown = groups.length < groupCount ? `, the largest ${groups.length} shown` : "";
  const part = isWhole ? "" : " · not all of the queue is indexed";
  return `${formatPlural(deadCount, "message")} in ${formatPlural(groupCount, "group")}${shown}${part}`;
}

const COLUMNS = [
  {
    key: "group",
    header: "Group",
    width: 150,
    cell: ({ groupId }: FifoGroup) => (
      <code className="machine block truncate" title={groupId}>
        {groupId}
      </code>
    ),
  },
  {
    key: "dead",
    header: "Dead",
    width: 60,
    align: "end" as const,
    cell: ({ deadCount }: FifoGroup) => formatCount(deadCount),
  },
  {
    key: "head",
    header: "Head",
    width: 210,
    cell: ({ headClassId, headClassTitle, isOrderKnown }: FifoGroup) => (
      <>
        <Link href={`/failures/${headClassId}`} className="block truncate hover:underline" title={headClassTitle}>
          {headClassTitle}
        </Link>
        {isOrderKnown ? null : <span className="text-xs text-ink-3">order not known</span>}
      </>
    ),
  },
  {
    key: "verdict",
    header: "What happened",
    from: "lg" as const,
    cell: ({ verdict }: FifoGroup) => <span className="block py-1.5 whitespace-normal text-ink-2">{verdict}</span>,
  },
];

function PhoneGroup({ group }: { group: FifoGroup }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <code className="machine truncate">{group.groupId}</code>
        <span>{formatPlural(group.deadCount, "message")}</span>
      </span>
      <span className="block text-xs text-ink-2">{group.verdict}</span>
    </>
  );
}

function Sources({ sources }: Pick<Report, "sources">) {
  if (sources.length === 0) return null;
  return (
    <ul className="grid gap-1 border-t px-4 py-2.5 text-xs text-ink-2">
      {sources.map(({ arn, name, groupsInFlight, groupsInFlightAt, blockedForSeconds }) => (
        <li key={arn}>
          <span className="text-ink">{name}</span>:{" "}
          {groupsInFlight === null || groupsInFlightAt === null ? (
            "CloudWatch told nothing of its groups in flight"
          ) : (
            <>
              {formatPlural(groupsInFlight, "group")} had a message in flight{" "}
              <RelativeTime at={groupsInFlightAt} suffix=" ago" isPlain />
            </>
          )}
          ; a group waits behind a message in flight,{" "}
          {blockedForSeconds === null
            ? "and a poison one holds it up for ever"
            : `a poison one holds it up for about ${formatDuration(blockedForSeconds)}`}
          .
        </li>
      ))}
    </ul>
  );
}
