import { formatPlural } from "@/app/_components/format";
import { StateLabel } from "@/app/_components/ui/state-label";
import type { Status } from "@/app/_components/ui/status";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { snoozeWords } from "../triage-words";

type Line = { key: string; status: Status; word?: string; text: React.ReactNode };

/** Why the class is in its state, and what people decided about it: who, when, why. */
export function TriageLines({ failure }: { failure: FailureClassDetail }) {
  const lines = linesOf(failure);
  if (lines.length === 0) return null;
  return (
    <ul aria-label="State and decisions" className="mb-4 grid gap-1">
      {lines.map(({ key, status, word, text }) => (
        <li key={key} className="flex flex-wrap items-baseline gap-x-2 text-ink-2">
          <StateLabel status={status}>{word}</StateLabel>
          <span className="min-w-0">{text}</span>
        </li>
      ))}
    </ul>
  );
}

function linesOf(failure: FailureClassDetail): Line[] {
  const { status, statusReason, statusAt, acknowledged, snooze } = failure;
  const lines: (Line | null)[] = [
    statusReason
      ? {
          key: "status",
          status,
          text: (
            <>
              for {since(statusAt)}: {statusReason}.
            </>
          ),
        }
      : null,
    acknowledged
      ? {
          key: "acknowledged",
          status: "acknowledged",
          text: (
            <>
              by {acknowledged.by}, {since(acknowledged.at)} ago.
            </>
          ),
        }
      : null,
    snooze ? { key: "snoozed", status: "snoozed", text: <SnoozeText snooze={snooze} /> } : null,
    wokenLine(failure),
    dismissedLine(failure),
  ];
  return lines.filter((line) => line !== null);
}

function wokenLine({ woken }: FailureClassDetail): Line | null {
  if (!woken) return null;
  const text = (
    <>
      {woken.reason}, {since(woken.at)} ago.
    </>
  );
  return { key: "woken", status: "snoozed", word: "Back", text };
}

function dismissedLine({ dismissed }: FailureClassDetail): Line | null {
  if (!dismissed) return null;
  const text = (
    <>
      by {dismissed.by}, {since(dismissed.at)} ago: {dismissed.reason}. It stays dismissed when it regresses;{" "}
      {formatPlural(dismissed.arrivedCount, "message")} arrived since.
    </>
  );
  return { key: "dismissed", status: "dismissed", text };
}

function since(at: string) {
  return <RelativeTime at={at} isPlain />;
}

function SnoozeText({ snooze }: { snooze: NonNullable<FailureClassDetail["snooze"]> }) {
  return (
    <>
      {snoozeWords(snooze)}
      {snooze.kind === "time" ? (
        <>
          {" "}
          <Moment at={snooze.until} isPlain />
        </>
      ) : null}
      {snooze.kind === "count" ? ` (${snooze.arrivedCount ?? 0} so far)` : ""}, by {snooze.by}.
    </>
  );
}
