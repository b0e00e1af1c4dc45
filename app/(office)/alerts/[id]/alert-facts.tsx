import { formatCount } from "@/app/_components/format";
import type { Fact } from "@/app/_components/ui/fact-strip";
import { ClockTime, Moment, RelativeTime } from "@/app/_components/ui/time";
import type { AlertDetail } from "@/lib/contract/alerts";
import { MUTE_WORDS, toldWords } from "../alert-words";

/** What decides at 3 a.m.: since when it holds, how much of it, who was woken, and who has it. */
export function alertFacts(alert: AlertDetail): Fact[] {
  const { openedAt, reasonCount, openReasonCount, pagedAt, mute, state } = alert;
  return [
    {
      key: "since",
      label: state === "resolved" ? "Opened" : "Since",
      value: <RelativeTime at={openedAt} suffix={state === "resolved" ? " ago" : ""} isPlain />,
      detail: <Moment at={openedAt} isPlain />,
    },
    {
      key: "reasons",
      label: "Reasons that hold",
      value: `${formatCount(openReasonCount)} of ${formatCount(reasonCount)}`,
      detail: alert.regions.join(", ") || "whole installation",
    },
    {
      key: "paged",
      label: "Woken",
      value: pagedAt ? <ClockTime at={pagedAt} precision="minute" isPlain /> : "nobody",
      detail: pagedAt ? (
        <RelativeTime at={pagedAt} suffix=" ago" isPlain />
      ) : mute ? (
        MUTE_WORDS[mute]
      ) : (
        toldWords(alert)
      ),
    },
    {
      key: "answered",
      label: "Answered",
      value: alert.acknowledgedAt ? <ClockTime at={alert.acknowledgedAt} precision="minute" isPlain /> : "not yet",
      detail: alert.acknowledgedBy ?? "nobody has it",
      ...(alert.acknowledgedAt || state === "resolved" ? {} : { tone: "warn" as const }),
    },
  ];
}
