"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatCount, formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { FailureCell, FigureCell } from "@/app/_components/tables/cells";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { CauseChip } from "@/app/_components/ui/chip";
import { useNow } from "@/app/_components/ui/clock";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailureClass } from "@/lib/contract/failures";
import { errorLine, lossOfClass, pathOf, shownCause } from "../../failures/class-words";
import { shownStatus } from "../../failures/triage-words";

const MOST = 50;

/** The failures of its parts that need somebody, ranked as on Now. */
export function ClassesPanel({ pipelineId }: { pipelineId: string }) {
  const classes = useAnswer("listFailureClasses", { pipelineId, limit: MOST });
  return (
    <Panel title="Open failures" hint={hintOf(classes.data)} isFlush>
      {classes.data ? (
        <DataTable
          caption="Open failures of this pipeline"
          columns={columns}
          rows={classes.data.items}
          keyOf={({ id }) => id}
          density="fleet"
          hrefOf={({ id }) => `/failures/${id}`}
          phoneRow={(failure) => <PhoneRow failure={failure} />}
          empty={
            <EmptyState
              title="No open failure is known."
              evidence="Failures come from dead-letter queues that are read and from figures of EventBridge."
            />
          }
        />
      ) : classes.isError ? (
        <ReadFailure
          what="The failures could not be read."
          problem={problemOf(classes.error)}
          onRetry={() => void classes.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={3} label="Reading the failures" />
      )}
    </Panel>
  );
}

function hintOf(page: { items: unknown[]; totalCount: number | null } | undefined): string | undefined {
  if (!page || page.items.length === 0) return undefined;
  const { items, totalCount } = page;
  if (totalCount !== null && totalCount > items.length)
    return `${formatCount(items.length)} of ${formatCount(totalCount)} shown`;
  return formatPlural(items.length, "class", "classes");
}

const columns: Column<FailureClass>[] = [
  { key: "state", header: "State", width: 120, cell: (failure) => <StateLabel status={shownStatus(failure)} /> },
  {
    key: "failure",
    header: "Failure",
    cell: (failure) => (
      <FailureCell
        error={errorLine(failure)}
        href={`/failures/${failure.id}`}
        chip={<CauseChip cause={shownCause(failure)} />}
        path={pathOf(failure)}
      />
    ),
  },
  {
    key: "count",
    header: "Messages",
    width: 96,
    isNumber: true,
    cell: ({ totalCount, presentCount }) => (
      <FigureCell value={formatCount(totalCount)} detail={`${formatCount(presentCount)} there now`} />
    ),
  },
  {
    key: "loss",
    header: "Loss clock",
    width: 112,
    from: "lg",
    cell: (failure) => <LossCell failure={failure} />,
  },
];

function LossCell({ failure }: { failure: FailureClass }) {
  return <LossClock loss={lossOfClass(failure, useNow(30))} />;
}

function PhoneRow({ failure }: { failure: FailureClass }) {
  return (
    <>
      <span className="flex items-center justify-between gap-2">
        <StateLabel status={shownStatus(failure)} />
        <span className="weight-emphasis">{formatCount(failure.totalCount)}</span>
      </span>
      <span className="block truncate font-mono text-sm tracking-[-0.03em]">{errorLine(failure)}</span>
      <span className="block truncate text-xs text-ink-3">{pathOf(failure)}</span>
    </>
  );
}
