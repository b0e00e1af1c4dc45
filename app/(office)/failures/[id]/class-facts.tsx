import { formatCount, formatRate } from "@/app/_components/format";
import type { Fact } from "@/app/_components/ui/fact-strip";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { FailureClassDetail } from "@/lib/contract/failures";

/** The figures of a class. What nobody knows is said to be unknown. */
export function classFacts(failure: FailureClassDetail): Fact[] {
  return [
    countFact(failure),
    { key: "pace", label: "Pace", ...paceOf(failure) },
    {
      key: "since",
      label: "First seen by us",
      value: <RelativeTime at={failure.firstSeenAt} suffix=" ago" isPlain />,
      detail: <Moment at={failure.firstSeenAt} isPlain />,
    },
    { key: "loss", label: failure.record === "executions" ? "Kept by AWS" : "First loss in", ...lossOf(failure) },
    ...bystanderFact(failure),
    {
      key: "total",
      label: "Ever seen",
      value: formatCount(failure.totalCount),
      detail: expiredWords(failure),
      grow: 1.25,
    },
  ];
}

function expiredWords({ record, probablyExpiredCount }: FailureClassDetail): string {
  if (probablyExpiredCount > 0) return `${formatCount(probablyExpiredCount)} probably expired`;
  return record === "messages" ? "none expired, as far as we know" : "since we look";
}

function countFact({ record, loss, presentCount, totalCount, completeness }: FailureClassDetail): Fact {
  if (record === "executions")
    return {
      key: "messages",
      label: "Failed executions",
      value: formatCount(totalCount),
      detail: "none left a message",
      grow: 1.25,
    };
  if (record === "count-only" && loss.kind !== "lost")
    return {
      key: "messages",
      label: "Silences",
      value: formatCount(totalCount),
      detail: "nothing to send",
      grow: 1.25,
    };
  if (record === "count-only")
    return {
      key: "messages",
      label: "Lost",
      value: formatCount(totalCount),
      detail: "counted, not kept",
      tone: "danger",
      grow: 1.25,
    };
  const about = completeness?.approximateCount;
  return {
    key: "messages",
    label: "Messages",
    value: formatCount(presentCount),
    detail: completeness
      ? `queue: ${formatCount(completeness.indexedCount)} indexed of ${about == null ? "?" : `about ${formatCount(about)}`}`
      : "nothing was kept",
    grow: 1.25,
  };
}

function bystanderFact({ likelyBystanderCount, presentCount }: FailureClassDetail): Fact[] {
  if (likelyBystanderCount === 0) return [];
  return [
    {
      key: "failing",
      label: "Really failing",
      value: `about ${formatCount(presentCount - likelyBystanderCount)}`,
      detail: `${formatCount(likelyBystanderCount)} likely bystanders`,
      grow: 1.25,
    },
  ];
}

function paceOf(failure: FailureClassDetail): Pick<Fact, "value" | "detail" | "tone"> {
  if (failure.perHour === null) return { value: "unknown", detail: "the queue is not read", tone: "unknown" };
  return {
    value: formatRate(failure.perHour, "h", { isSigned: true }),
    detail: (
      <>
        last <RelativeTime at={failure.lastSeenAt} suffix=" ago" isPlain />
      </>
    ),
  };
}

const DAY_SHARE_TONE = 24 * 3600 * 1000;

function lossOf({ loss, record }: FailureClassDetail): Pick<Fact, "value" | "detail" | "tone"> {
  if (record === "executions") return { value: "90 days", detail: "each, after its end" };
  if (loss.kind === "lost") return { value: "lost", detail: "only a count is left", tone: "danger" };
  if (loss.kind === "none") return { value: "nothing left", detail: "no message is in the queue" };
  if (loss.kind === "saved") return { value: "saved", detail: "all are in the vault", tone: "ok" };
  if (loss.at === null) return { value: "unknown", detail: "no sent time to count from", tone: "unknown" };
  const isSoon = Date.parse(loss.at) - Date.now() < DAY_SHARE_TONE;
  return {
    value: (
      <>
        {loss.kind === "bound" ? "≥ " : ""}
        <RelativeTime at={loss.at} isPlain />
      </>
    ),
    detail: <Moment at={loss.at} isPlain />,
    ...(isSoon ? { tone: "danger" as const } : {}),
  };
}
