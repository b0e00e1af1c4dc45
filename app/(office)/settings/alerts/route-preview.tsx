"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { AlertRouteView } from "@/lib/contract/alert-settings";

type Preview = OutputOf<"previewRoute">;
type Row = Preview["items"][number];

const DAYS = 7;
const LEVELS = {
  page: { status: "escalating", word: "Page" },
  notify: { status: "new", word: "Notify" },
  none: { status: "off", word: "Nobody" },
} as const;

/** Who would have been told of the last days' alerts by the routes as they stand here, before they are saved. */
export function RoutePreview({ routes, isChanged }: { routes: AlertRouteView[]; isChanged: boolean }) {
  const [shown, setShown] = useState<{ key: string; answer: Preview }>();
  const key = JSON.stringify(routes);
  const preview = useCommand("previewRoute", { onDone: (answer) => setShown({ key, answer }) });
  const answer = shown?.key === key ? shown.answer : undefined;
  return (
    <Panel
      title="Who would have been told"
      hint={`of the alerts of the last ${DAYS} days`}
      actions={
        <Button size="sm" isBusy={preview.isBusy} onClick={() => preview.run({ settings: { routes }, days: DAYS })}>
          Preview {isChanged ? "these changes" : "these routes"}
        </Button>
      }
      isFlush
    >
      {preview.problem ? <ProblemNote problem={preview.problem} /> : null}
      <div role="status">
        {answer ? (
          <Answer answer={answer} />
        ) : (
          <p className="px-4 py-3 text-ink-2">
            {shown ? "The routes were changed since. Preview again." : "Nothing is saved and nobody is told by it."}
          </p>
        )}
      </div>
    </Panel>
  );
}

function Answer({ answer: { items, pageCount, notifyCount, quietCount } }: { answer: Preview }) {
  if (items.length === 0)
    return <EmptyState title="There was no alert." evidence={`None opened in the last ${DAYS} days.`} />;
  return (
    <>
      <p className="weight-emphasis border-b px-4 py-2.5">
        {formatPlural(pageCount, "page")}, {formatPlural(notifyCount, "notification")}, and nobody told of{" "}
        {formatPlural(quietCount, "alert")}.
      </p>
      <DataTable
        caption="Alerts of the last days, with who would have been told"
        columns={columns}
        rows={items}
        keyOf={({ alertId }) => alertId}
        density="fleet"
        phoneRow={(row) => (
          <>
            <Level row={row} />
            <Title row={row} />
            <span className="block text-xs text-ink-2">{row.channels.join(", ") || "nobody"}</span>
          </>
        )}
      />
    </>
  );
}

const columns: Column<Row>[] = [
  { key: "level", header: "As", width: 104, cell: (row) => <Level row={row} /> },
  {
    key: "alert",
    header: "Alert",
    cell: (row) => (
      <div className="min-w-0">
        <Title row={row} />
        <span title={row.why} className="block truncate text-xs text-ink-2">
          {row.why}
        </span>
      </div>
    ),
  },
  {
    key: "route",
    header: "Route",
    width: 160,
    from: "lg",
    cell: ({ route }) => <span className="block truncate">{route ?? <span className="text-ink-3">none</span>}</span>,
  },
  {
    key: "who",
    header: "Who",
    width: 176,
    cell: ({ channels }) => (
      <span className="block truncate" title={channels.join(", ")}>
        {channels.join(", ") || <span className="text-ink-3">nobody</span>}
      </span>
    ),
  },
];

function Level({ row }: { row: Row }) {
  const { status, word } = LEVELS[row.severity];
  return <StateLabel status={status}>{word}</StateLabel>;
}

function Title({ row }: { row: Row }) {
  return (
    <span className="block truncate" title={row.title}>
      <TextLink href={`/alerts/${row.alertId}`}>A-{row.number}</TextLink> {row.title}
    </span>
  );
}
