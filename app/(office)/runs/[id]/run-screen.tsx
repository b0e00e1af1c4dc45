"use client";

import { useAnswer } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { OutputOf } from "@/lib/contract";
import type { Run } from "@/lib/contract/runs";
import { BrokenGlassNote } from "../../approvals/broken-glass-note";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { nounOf } from "../run-words";
import type { ItemsView } from "./items-input";
import { ItemsPanel } from "./items-panel";
import { LossRunPanel } from "./loss-run-panel";
import { MoveTaskPanel } from "./move-task-panel";
import { OutcomePanel } from "./outcome-panel";
import { RatePanel } from "./rate-panel";
import { ReplayPanel } from "./replay-panel";
import { RunPhoneActions } from "./run-actions";
import { RunHeader } from "./run-header";
import { RunStages } from "./run-stages";
import { useBrakes } from "./use-brakes";

type Props = { run: Run; items: { view: ItemsView; page: OutputOf<"listRunItems"> } };

/** One run: where each message is, what came of it, and the brakes. A move task of SQS has counts only. */
export function RunScreen({ run: first, items }: Props) {
  const run = useAnswer("getRun", { id: first.id }, { initialData: first }).data ?? first;
  const brakes = useBrakes(run);
  const { drawer } = usePlanDrawer();
  return (
    <>
      <RunHeader run={run} brakes={brakes} />
      {brakes.problem ? (
        <div className="mb-4">
          <ProblemNote problem={brakes.problem} />
        </div>
      ) : null}
      {run.breakGlass ? (
        <div className="mb-4">
          <BrokenGlassNote {...run.breakGlass}>this run</BrokenGlassNote>
        </div>
      ) : null}
      {run.reason ? <ReasonNote run={run} /> : null}
      {run.replay ? (
        <ReplayPanel run={run} replay={run.replay} />
      ) : run.driver === "move-task" ? (
        <MoveTaskPanel run={run} />
      ) : run.action === "rescue" || run.action === "raise-retention" || run.action === "purge" ? (
        <LossRunPanel run={run} />
      ) : (
        <div className="grid gap-4">
          <RunStages run={run} />
          <OutcomePanel run={run} />
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <RatePanel run={run} />
            <ItemsPanel run={run} first={items} />
          </div>
        </div>
      )}
      <RunPhoneActions {...brakes} consequence={notRecalled(run)} />
      {brakes.dialog}
      {drawer}
    </>
  );
}

function notRecalled(run: Run): string {
  if (run.replay) return "Events that were sent again are not recalled.";
  return nounOf(run) === "execution" ? "Executions that were taken up go on." : "Sent messages are not recalled.";
}

/** Why it stands still or ended, in the words that were written down with it. */
function ReasonNote({ run }: { run: Run }) {
  const isBad = run.state === "failed" || run.state === "interrupted";
  return (
    <p
      role="status"
      className="mb-4 flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2"
    >
      <StateLabel status={isBad ? "failed" : "warn"}>{isBad ? "Stopped" : "Note"}</StateLabel>
      <span className="min-w-0 wrap-anywhere">{run.reason}</span>
    </p>
  );
}
