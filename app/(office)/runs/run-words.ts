import type { Run } from "@/lib/contract/runs";

const VERBS: Record<string, { now: string; past: string }> = {
  Redrive: { now: "Redriving", past: "Redrove" },
  Discard: { now: "Discarding", past: "Discarded" },
  Restore: { now: "Restoring", past: "Restored" },
};

/** What the run does or did, as a headline: its plan's title in the tense of its state. */
export function runHeadline({ title, state }: Pick<Run, "title" | "state">): string {
  const [verb = "", ...rest] = title.split(" ");
  const forms = VERBS[verb];
  if (!forms) return title;
  if (state === "running" || state === "cancelling") return [forms.now, ...rest].join(" ");
  if (state === "observing" || state === "done") return [forms.past, ...rest].join(" ");
  return title;
}

/** Messages that are neither sent nor given up yet. */
export function unsentCount({ counters }: Pick<Run, "counters">): number {
  return counters.waiting + counters.sending;
}

/** Which stage sends now, from 1; undefined when the run has none. */
export function presentStage(run: Pick<Run, "stages">): number | undefined {
  const open = run.stages.find((stage) => stageDone(stage) < stage.size);
  return (open ?? run.stages.at(-1))?.stage;
}

/** Messages of a stage that were dealt with: a discard is deleted without a send to anywhere. */
export function stageDone(stage: Run["stages"][number]): number {
  return Math.max(stage.sent, stage.deleted);
}
