"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { formatCount } from "@/app/_components/format";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Moment } from "@/app/_components/ui/time";
import type { Run } from "@/lib/contract/runs";
import { takesWholeQueue } from "@/lib/core/plans/action";
import { RunStateLabel } from "./run-state";

type Props = {
  runs: Run[];
  empty: ReactNode;
  /** Beside other things: without the columns that the page says already, and without keys of its own. */
  isCompact?: boolean;
};

const addressOf = (run: Run) => `/runs/${run.id}`;

export function RunsTable({ runs, empty, isCompact = false }: Props) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const run = runs[index];
      if (run) router.push(addressOf(run));
    },
    [runs, router],
  );
  const keys = useListKeys({ count: isCompact ? 0 : runs.length, onOpen, group: "Runs" });
  return (
    <DataTable
      caption="Runs, newest first"
      columns={isCompact ? compactColumns : columns}
      density={isCompact ? "plain" : "fleet"}
      rows={runs}
      keyOf={(run) => run.id}
      hrefOf={addressOf}
      phoneRow={(run) => <PhoneRun run={run} />}
      empty={empty}
      {...(isCompact ? {} : { activeIndex: keys.activeIndex, rowProps: keys.rowProps })}
    />
  );
}

/** What came of a run, in words; a move task gives counts only. */
export function RunResult({ run }: { run: Run }) {
  if (run.outcome !== null) return <>{run.outcome}</>;
  if (run.driver === "rescue")
    return <>{run.approximateMoved === null ? "" : `${formatCount(run.approximateMoved)} in the vault so far`}</>;
  if (run.driver === "move-task")
    return (
      <>{run.approximateMoved === null ? "counts come from SQS" : `about ${formatCount(run.approximateMoved)} moved`}</>
    );
  const { counters } = run;
  const parts = [
    run.action === "discard" && counters.deleted > 0 ? `${formatCount(counters.deleted)} in the vault` : "",
    counters.gone > 0 ? `${formatCount(counters.gone)} gone` : "",
    counters.unknown > 0 ? `${formatCount(counters.unknown)} unknown` : "",
    counters.ambiguous > 0 ? `${formatCount(counters.ambiguous)} ambiguous` : "",
    counters.rejected > 0 ? `${formatCount(counters.rejected)} rejected` : "",
    counters.skipped > 0 ? `${formatCount(counters.skipped)} skipped` : "",
    counters.waiting > 0 ? `${formatCount(counters.waiting)} waiting` : "",
  ].filter(Boolean);
  return (
    <>
      {parts.join(", ")}
      {counters.returned > 0 ? (
        <span className="text-warn">
          {parts.length > 0 ? ", " : ""}
          {formatCount(counters.returned)} returned
        </span>
      ) : null}
    </>
  );
}

const state: Column<Run> = {
  key: "state",
  header: "State",
  width: 124,
  cell: (run) => <RunStateLabel run={run} />,
};
const result: Column<Run> = {
  key: "result",
  header: "What came of it",
  cell: (run) => (
    <span className="block truncate">
      <RunResult run={run} />
    </span>
  ),
};
const when: Column<Run> = {
  key: "when",
  header: "Asked for",
  width: 132,
  cell: (run) => <Moment at={run.requestedAt} isPlain />,
};

const compactColumns: Column<Run>[] = [
  state,
  {
    key: "run",
    header: "Run",
    width: 216,
    cell: (run) => (
      <Link href={addressOf(run)} title={run.title} className="hover:underline">
        R-{run.number} · {run.title}
      </Link>
    ),
  },
  result,
  when,
];

const columns: Column<Run>[] = [
  state,
  {
    key: "run",
    header: "Run",
    cell: (run) => (
      <span className="block min-w-0">
        <Link href={addressOf(run)} title={run.title} className="weight-emphasis block truncate hover:underline">
          {run.title}
        </Link>
        <span className="block truncate text-xs text-ink-2">
          R-{run.number} · {run.subject.name}
          <span className="text-ink-3">
            {" "}
            · {run.accountName} · {run.region}
          </span>
          {run.breakGlass ? <span className="text-danger"> · glass broken</span> : null}
        </span>
      </span>
    ),
  },
  {
    key: "selected",
    header: "Messages",
    width: 100,
    isNumber: true,
    cell: (run) =>
      takesWholeQueue(run.driver)
        ? run.action === "raise-retention"
          ? "none"
          : "whole queue"
        : formatCount(run.counters.selected),
  },
  { ...result, width: 280 },
  {
    key: "by",
    header: "By",
    width: 140,
    from: "lg",
    cell: (run) => <span className="block truncate">{run.requestedBy}</span>,
  },
  when,
];

function PhoneRun({ run }: { run: Run }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <RunStateLabel run={run} />
        <span className="text-xs text-ink-3">R-{run.number}</span>
      </span>
      <span className="block truncate">{run.title}</span>
      <span className="block truncate text-xs text-ink-2">
        <RunResult run={run} />
      </span>
    </>
  );
}
