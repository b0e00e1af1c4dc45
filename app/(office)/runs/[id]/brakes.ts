import type { Run } from "@/lib/contract/runs";

export type Brake = "undo" | "pause" | "resume" | "cancel" | "stop-watching";

const BRAKES: Partial<Record<Run["state"], readonly Brake[]>> = {
  requested: ["undo"],
  waiting: ["undo"],
  running: ["pause", "cancel"],
  paused: ["resume", "cancel"],
  observing: ["stop-watching"],
};
const MOVE_TASK_RUNNING: readonly Brake[] = ["cancel"];
const NONE: readonly Brake[] = [];

/** What a person may do with the run now. A move task cannot pause: for SQS that is cancelling. */
export function brakesOf({ state, driver }: Pick<Run, "state" | "driver">): readonly Brake[] {
  if (state === "running" && driver === "move-task") return MOVE_TASK_RUNNING;
  return BRAKES[state] ?? NONE;
}
