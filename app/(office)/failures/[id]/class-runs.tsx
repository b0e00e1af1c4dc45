"use client";

import { useAnswer } from "@/app/_components/api";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { RunsTable } from "../../runs/runs-table";
import { runsInput } from "./class-runs-input";

type Props = { failure: FailureClassDetail; first: OutputOf<"listRuns"> };

/** Runs on the class's queue: those planned from the class say so, others took chosen messages or the whole queue. */
export function ClassRuns({ failure, first }: Props) {
  const input = runsInput(failure);
  const { data } = useAnswer("listRuns", input, { initialData: first });
  const runs = (data ?? first).items.filter((run) => run.classId === null || run.classId === failure.id);
  return (
    <Panel title="Runs" hint={failure.queueName ? `on ${failure.queueName}` : undefined} isFlush>
      <RunsTable
        runs={runs}
        isCompact
        empty={
          <EmptyState
            title="None on this queue yet."
            evidence="A plan shows what a run would do before anything is sent."
          />
        }
      />
    </Panel>
  );
}
