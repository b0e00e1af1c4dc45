"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { ReadFailure } from "@/app/_components/problem-note";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import { RunsTable } from "../../runs/runs-table";

/** The last runs on its parts. */
export function RunsPanel({ pipelineId }: { pipelineId: string }) {
  const runs = useAnswer("listRuns", { pipelineId, limit: 20 });
  return (
    <Panel title="Runs" isFlush>
      {runs.data ? (
        <RunsTable
          runs={runs.data.items}
          isCompact
          empty={
            <EmptyState
              title="None on its parts yet."
              evidence="A plan shows what a run would do before anything is sent."
            />
          }
        />
      ) : runs.isError ? (
        <ReadFailure
          what="The runs could not be read."
          problem={problemOf(runs.error)}
          onRetry={() => void runs.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={3} label="Reading the runs" />
      )}
    </Panel>
  );
}
