import type { Run } from "@/lib/contract/runs";

export type Brake = "undo" | "pause" | "resume" | "go-on" | "cancel" | "continue" | "stop-watching";

const BRAKES: Partial<Record<Run["state"], readonly Brake[]>> = {
  requested: ["undo"],
  waiting: ["undo"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
};
const AGAINST_EVIDENCE: readonly Brake[] = ["go-on", "cancel"];
const BETWEEN_STAGES: readonly Brake[] = ["continue", "pause", "cancel"];
const AFTER_THE_LAST: readonly Brake[] = ["stop-watching"];
const ONLY_CANCEL: readonly Brake[] = ["cancel"];
const NONE: readonly Brake[] = [];

type Facts = Pick<Run, "state" | "driver" | "counters" | "pausedBy">;

/** Watched because a stage was sent, and more of them follow. */
export function isBetweenStages({ state, counters }: Pick<Facts, "state" | "counters">): boolean {
  return state === "observing" && counters.waiting > 0;
}

/** What a person may do with the run now. AWS cannot pause a move task or a replay: for it that is cancelling. */
export function brakesOf(run: Facts): readonly Brake[] {
  if (run.state === "running" && (run.driver === "move-task" || run.driver === "replay")) return ONLY_CANCEL;
  if (run.state === "observing") return isBetweenStages(run) ? BETWEEN_STAGES : AFTER_THE_LAST;
  if (run.state === "paused" && run.pausedBy === "returns") return AGAINST_EVIDENCE;
  return BRAKES[run.state] ?? NONE;
}
