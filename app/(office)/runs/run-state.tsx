import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import type { Run } from "@/lib/contract/runs";
import type { RunState } from "@/lib/core/runs/run";

const STATUS: Record<RunState, Status> = {
  requested: "waiting",
  waiting: "waiting",
  running: "running",
  paused: "paused",
  cancelling: "cancelled",
  observing: "observing",
  done: "done",
  failed: "failed",
  cancelled: "cancelled",
  interrupted: "interrupted",
};

const WORD: Record<RunState, string> = {
  requested: "Asked for",
  waiting: "Waiting",
  running: "Running",
  paused: "Paused",
  cancelling: "Cancelling",
  observing: "Watching",
  done: "Done",
  failed: "Failed",
  cancelled: "Cancelled",
  interrupted: "Interrupted",
};

type Props = { run: Pick<Run, "state" | "counters">; suffix?: string; className?: string };

/** Shape, word and colour of a run's state. One that is done is green only while nothing came back. */
export function RunStateLabel({ run, suffix = "", className }: Props) {
  const hasReturned = run.state === "done" && run.counters.returned > 0;
  return (
    <StateLabel status={hasReturned ? "returned" : STATUS[run.state]} className={className}>
      {WORD[run.state]}
      {suffix}
    </StateLabel>
  );
}

export function runStateWord(state: RunState): string {
  return WORD[state];
}
