import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
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

/** Shape, word and colour of a run's state. */
export function RunStateLabel({
  state,
  suffix = "",
  className,
}: {
  state: RunState;
  suffix?: string;
  className?: string;
}) {
  return (
    <StateLabel status={STATUS[state]} className={className}>
      {WORD[state]}
      {suffix}
    </StateLabel>
  );
}

export function runStateWord(state: RunState): string {
  return WORD[state];
}
