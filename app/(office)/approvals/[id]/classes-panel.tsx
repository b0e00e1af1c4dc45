"use client";

import Link from "next/link";
import { formatCount } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";

type Classes = OutputOf<"listPlanClasses">;
type PlanClass = Classes["items"][number];

/** Which failures the messages of a plan belong to. */
export function ClassesPanel({ classes, itemCount }: { classes: Classes; itemCount: number }) {
  return (
    <Panel title="Messages by failure" hint={`${formatCount(itemCount)} in all`} isFlush>
      <DataTable
        caption="Failures of the plan's messages, the most first"
        columns={columns}
        rows={classes.items}
        keyOf={({ classId }) => classId}
        phoneRow={(row) => (
          <span className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 truncate">{row.title}</span>
            <span className="weight-emphasis">{formatCount(row.count)}</span>
          </span>
        )}
        hrefOf={({ classId }) => `/failures/${classId}`}
      />
      {classes.otherCount > 0 ? (
        <p className="border-t px-4 py-2 text-xs text-ink-2">{formatCount(classes.otherCount)} of other failures.</p>
      ) : null}
    </Panel>
  );
}

const columns: Column<PlanClass>[] = [
  { key: "number", header: "Failure", width: 90, cell: ({ number }) => `F-${number}` },
  {
    key: "title",
    header: "What failed",
    cell: ({ classId, title }) => (
      <Link href={`/failures/${classId}`} title={title} className="hover:underline">
        {title}
      </Link>
    ),
  },
  { key: "count", header: "Messages", width: 110, isNumber: true, cell: ({ count }) => formatCount(count) },
];
