import type { Run } from "@/lib/contract/runs";

const VERBS: Record<string, { now: string; past: string }> = {
  Redrive: { now: "Redriving", past: "Redrove" },
  Discard: { now: "Discarding", past: "Discarded" },
  Restore: { now: "Restoring", past: "Restored" },
  Rescue: { now: "Rescuing", past: "Rescued" },
  Purge: { now: "Purging", past: "Purged" },
  Raise: { now: "Raising", past: "Raised" },
};

/** What the run does or did, as a headline: its plan's title in the tense of its state, and at the end what came of it. */
export function runHeadline(run: Pick<Run, "title" | "state" | "counters" | "action">): string {
  const [verb = "", ...rest] = run.title.split(" ");
  const forms = VERBS[verb];
  if (!forms) return `${run.title}.`;
  if (run.state === "running" || run.state === "cancelling" || (run.state === "observing" && run.counters.waiting > 0))
    return `${[forms.now, ...rest].join(" ")}.`;
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

/** Messages of a stage that were dealt with: a discard is deleted without a send to anywhere. */
export function stageDone(stage: Pick<Run["stages"][number], "sent" | "deleted">): number {
  return Math.max(stage.sent, stage.deleted);
}
