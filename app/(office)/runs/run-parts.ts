import type { BarPart } from "@/app/_components/charts/stacked-bar";
import type { Run } from "@/lib/contract/runs";
import { isAboutExecutions } from "@/lib/core/plans/action";
import { isOpen } from "@/lib/core/runs/run";

/** Where each selected message is. The parts are all there are, so they add up to the selection. */
export function placeParts({ counters, action, driver, subject }: Run): BarPart[] {
  const isOfExecutions = isAboutExecutions(driver);
  const done = action === "discard" ? "Copied" : isOfExecutions ? "Asked for" : "Sent";
  const taker = isOfExecutions ? "Step Functions" : "SQS";
  const doneDetail = action === "discard" ? "whole, in the vault" : `accepted by ${taker}`;
  const waitsWhere = isOfExecutions ? "as they failed" : `still in ${subject.name}`;
  return [
    {
      key: "waiting",
      label: "Waiting",
      count: counters.waiting,
      detail: action === "restore" ? "still in the vault" : waitsWhere,
      colour: "var(--line-strong)",
    },
    { key: "sending", label: "Sending", count: counters.sending, detail: "under way", colour: "var(--chart-5)" },
    { key: "sent", label: done, count: counters.sent, detail: doneDetail, colour: "var(--chart-1)" },
    {
      key: "rejected",
      label: "Rejected",
      count: counters.rejected,
      detail: isOfExecutions ? "refused" : "refused; not deleted",
      colour: "var(--warn)",
      ...toneIf(counters.rejected, "warn"),
    },
    {
      key: "skipped",
      label: "Skipped",
      count: counters.skipped,
      detail: isOfExecutions ? "nothing was done" : "not sent, not deleted",
      colour: "var(--unknown)",
    },
    {
      key: "ambiguous",
      label: "Ambiguous",
      count: counters.ambiguous,
      detail: isOfExecutions ? "no answer" : "no answer to the send",
      ...toneIf(counters.ambiguous, "unknown"),
    },
  ];
}

/** How many may have reached their destination: the sent ones, and those whose send was not answered. */
export function reachedCount({ counters }: Pick<Run, "counters">): number {
  return counters.sent + counters.ambiguous;
}

/** What came of them. Whatever is neither gone nor returned is not known, whether or not anybody still looks. */
export function outcomeParts(run: Run): BarPart[] {
  const { gone, returned } = run.counters;
  const isOfExecutions = isAboutExecutions(run.driver);
  const reached = reachedCount(run);
  return [
    {
      key: "gone",
      label: isOfExecutions ? "Succeeded" : "Gone",
      count: gone,
      detail: isOfExecutions ? "by Step Functions' word" : "left the DLQ, not seen again",
      colour: "var(--ok)",
      ...toneIf(gone, "ok"),
    },
    {
      key: "returned",
      label: isOfExecutions ? "Failed again" : "Returned",
      count: returned,
      detail: isOfExecutions ? "after it was taken up" : "came back to a DLQ",
      colour: "var(--warn)",
      ...toneIf(returned, "warn"),
    },
    {
      key: "unknown",
      label: "Unknown",
      count: Math.max(0, reached - gone - returned),
      detail: unknownDetail(run),
      ...toneIf(reached - gone - returned, "unknown"),
    },
  ];
}

/** What a discard leaves: copies in the vault, and deletes that are proved or not yet. */
export function deletedParts({ counters }: Run): BarPart[] {
  return [
    {
      key: "deleted",
      label: "Deleted",
      count: counters.deleted,
      detail: "confirmed by SQS",
      colour: "var(--ok)",
      ...toneIf(counters.deleted, "ok"),
    },
    {
      key: "undeleted",
      label: "Not confirmed",
      count: Math.max(0, counters.sent - counters.deleted),
      detail: "the copy is kept either way",
    },
  ];
}

function unknownDetail({ state, action, driver }: Run): string {
  if (isAboutExecutions(driver)) return state === "observing" ? "still looked at" : "not seen to end";
  if (action === "restore") return "a restore is not followed further";
  if (state === "observing") return "still watched";
  return isOpen(state) ? "watched once all is sent" : "the queue was not seen since";
}

function toneIf(count: number, tone: "ok" | "warn" | "unknown") {
  return count > 0 ? { tone } : {};
}
