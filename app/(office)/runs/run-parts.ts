import type { BarPart } from "@/app/_components/charts/stacked-bar";
import type { Run } from "@/lib/contract/runs";
import { isOpen } from "@/lib/core/runs/run";

/** Where each selected message is. The parts are all there are, so they add up to the selection. */
export function placeParts({ counters, action, subject }: Run): BarPart[] {
  const done = action === "discard" ? "Copied" : "Sent";
  const doneDetail = action === "discard" ? "whole, in the vault" : "accepted by SQS";
  return [
    {
      key: "waiting",
      label: "Waiting",
      count: counters.waiting,
      detail: action === "restore" ? "still in the vault" : `still in ${subject.name}`,
      colour: "var(--line-strong)",
    },
    { key: "sending", label: "Sending", count: counters.sending, detail: "under way", colour: "var(--chart-5)" },
    { key: "sent", label: done, count: counters.sent, detail: doneDetail, colour: "var(--chart-1)" },
    {
      key: "rejected",
      label: "Rejected",
      count: counters.rejected,
      detail: "refused; not deleted",
      colour: "var(--warn)",
      ...toneIf(counters.rejected, "warn"),
    },
    {
      key: "skipped",
      label: "Skipped",
      count: counters.skipped,
      detail: "not sent, not deleted",
      colour: "var(--unknown)",
    },
    {
      key: "ambiguous",
      label: "Ambiguous",
      count: counters.ambiguous,
      detail: "no answer to the send",
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
  const reached = reachedCount(run);
  return [
    {
      key: "gone",
      label: "Gone",
      count: gone,
      detail: "left the DLQ, not seen again",
      colour: "var(--ok)",
      ...toneIf(gone, "ok"),
    },
    {
      key: "returned",
      label: "Returned",
      count: returned,
      detail: "came back to a DLQ",
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

function unknownDetail({ state, action }: Run): string {
  if (action === "restore") return "a restore is not followed further";
  if (state === "observing") return "still watched";
  return isOpen(state) ? "watched once all is sent" : "the queue was not seen since";
}

function toneIf(count: number, tone: "ok" | "warn" | "unknown") {
  return count > 0 ? { tone } : {};
}
