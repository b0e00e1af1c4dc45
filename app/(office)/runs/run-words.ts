import type { Run } from "@/lib/contract/runs";
import { isAboutExecutions } from "@/lib/core/plans/action";

/** What a run acts on, one of them. */
export function nounOf({ driver }: Pick<Run, "driver">): "message" | "execution" {
  return isAboutExecutions(driver) ? "execution" : "message";
}

/** Where what a run is about is shown. */
export function subjectHref(run: Pick<Run, "queueId" | "resourceId" | "classId" | "subject">): string {
  if (run.classId) return `/failures/${run.classId}`;
  if (run.queueId) return `/queues/${run.queueId}`;
  return run.subject.kind === "archive" ? `/events/archives/${run.resourceId}` : `/inventory/${run.resourceId}`;
}

const VERBS: Record<string, { now: string; past: string }> = {
  Redrive: { now: "Redriving", past: "Redrove" },
  Discard: { now: "Discarding", past: "Discarded" },
  Restore: { now: "Restoring", past: "Restored" },
  Rescue: { now: "Rescuing", past: "Rescued" },
  Purge: { now: "Purging", past: "Purged" },
  Replay: { now: "Replaying", past: "Replayed" },
  Start: { now: "Starting", past: "Started" },
  Raise: { now: "Raising", past: "Raised" },
};

type Shown = Pick<Run, "title" | "state" | "counters" | "action"> & Partial<Pick<Run, "driver">>;

/** What the run does or did, as a headline: its plan's title in the tense of its state, and at the end what came of it. */
export function runHeadline(run: Shown): string {
  const [verb = "", ...rest] = run.title.split(" ");
  const forms = VERBS[verb];
  if (!forms) return `${run.title}.`;
  if (run.state === "running" || run.state === "cancelling" || (run.state === "observing" && run.counters.waiting > 0))
    return `${[forms.now, ...rest].join(" ")}.`;
  if (run.state === "observing") return `${[forms.past, ...rest].join(" ")}${returnedText(run)}.`;
  if (run.state === "done") return `${[forms.past, ...rest].join(" ")}${returnedText(run) || goneText(run)}.`;
  return `${run.title}${run.state === "waiting" || run.state === "requested" ? "" : `: ${run.state}`}.`;
}

function returnedText({ counters, driver }: Pick<Run, "counters"> & Partial<Pick<Run, "driver">>): string {
  const back = driver === undefined || !isAboutExecutions(driver) ? "came back" : "failed again";
  return counters.returned > 0 ? `; ${counters.returned.toLocaleString("en-US")} ${back}` : "";
}

/** Claims nothing beyond what was seen. */
function goneText({ counters, action, driver }: Shown): string {
  if (action !== "redrive" || counters.gone === 0 || counters.gone < counters.selected) return "";
  return driver !== undefined && isAboutExecutions(driver) ? "; all succeeded" : "; none came back";
}

/** Messages that are neither sent nor given up yet. */
export function unsentCount({ counters }: Pick<Run, "counters">): number {
  return counters.waiting + counters.sending;
}

/** Messages of a stage that were dealt with: a discard is deleted without a send to anywhere. */
export function stageDone(stage: Pick<Run["stages"][number], "sent" | "deleted">): number {
  return Math.max(stage.sent, stage.deleted);
}
