import type { Run } from "@/lib/contract/runs";

const VERBS: Record<string, { now: string; past: string }> = {
  Redrive: { now: "Redriving", past: "Redrove" },
  Discard: { now: "Discarding", past: "Discarded" },
  Restore: { now: "Restoring", past: "Restored" },
  Rescue: { now: "Rescuing", past: "Rescued" },
  Raise: { now: "Raising", past: "Raised" },
};

/** What the run does or did, as a headline: its plan's title in the tense of its state, and at the end what came of it. */
export function runHeadline(run: Pick<Run, "title" | "state" | "counters" | "action">): string {
  const [verb = "", ...rest] = run.title.split(" ");
  const forms = VERBS[verb];
  if (!forms) return `${run.title}.`;
  if (run.state === "running" || run.state === "cancelling") return `${[forms.now, ...rest].join(" ")}.`;
  if (run.state === "observing") return `${[forms.past, ...rest].join(" ")}${returnedText(run)}.`;
  if (run.state === "done") return `${[forms.past, ...rest].join(" ")}${returnedText(run) || goneText(run)}.`;
  return `${run.title}${run.state === "waiting" || run.state === "requested" ? "" : `: ${run.state}`}.`;
}

function returnedText({ counters }: Pick<Run, "counters">): string {
  return counters.returned > 0 ? `; ${counters.returned.toLocaleString("en-US")} came back` : "";
}

/** Claims nothing beyond what was seen. */
function goneText({ counters, action }: Pick<Run, "counters" | "action">): string {
  return action === "redrive" && counters.gone > 0 && counters.gone === counters.selected ? "; none came back" : "";
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
