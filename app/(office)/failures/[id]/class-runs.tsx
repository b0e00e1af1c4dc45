"use client";

import { useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";
import { RunsTable } from "../../runs/runs-table";
import { runsInput } from "./class-runs-input";

type Props = {
  failure: FailureClassDetail;
  first: OutputOf<"listRuns">;
  openPlan: (request: PlanRequest, title: string) => void;
};

/** Runs on the class's queue: those planned from the class say so, others took chosen messages or the whole queue. */
export function ClassRuns({ failure, first, openPlan }: Props) {
  const input = runsInput(failure);
  const { data } = useAnswer("listRuns", input, { initialData: first });
  const runs = (data ?? first).items.filter((run) => run.classId === null || run.classId === failure.id);
  return (
    <Panel title="Runs" hint={failure.queueName ? `on ${failure.queueName}` : undefined} isFlush>
      <RunsTable runs={runs} isCompact empty={<NoRuns failure={failure} openPlan={openPlan} />} />
    </Panel>
  );
}

/** Likely bystanders are the first to go back: nothing is wrong with them, as far as can be seen. */
function NoRuns({ failure, openPlan }: Omit<Props, "first">) {
  const refusal = useRefusal("plans.create", onFailure(failure));
  const count = failure.likelyBystanderCount;
  if (count === 0)
    return (
      <EmptyState
        title="None on this queue yet."
        evidence="A plan shows what a run would do before anything is sent."
      />
    );
  const plan = () =>
    openPlan(
      { action: "redrive", selection: { classId: failure.id, q: "bystander:yes" } },
      `Redrive ${formatPlural(count, "likely bystander")}`,
    );
  return (
    <EmptyState
      title="None on this queue yet."
      evidence={`${formatPlural(count, "message")} of it ${count === 1 ? "was" : "were"} probably only dragged along by another of the batch: they can go back first.`}
      action={refusal ? undefined : <Button onClick={plan}>Plan redrive of the likely bystanders</Button>}
    />
  );
}
