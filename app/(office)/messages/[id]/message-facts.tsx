import { formatBytes, formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import type { Fact } from "@/app/_components/ui/fact-strip";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { FailedMessage } from "@/lib/contract/failures";

/** The figures of one message. Receives say how many were ours, because looking counts as one. */
export function messageFacts(message: FailedMessage): Fact[] {
  const isHere = message.state === "present";
  return [
    {
      key: "arrived",
      label: "First seen",
      value: <RelativeTime at={message.firstSeenAt} suffix=" ago" isPlain />,
      detail: <Moment at={message.firstSeenAt} isPlain />,
    },
    {
      key: "sent",
      label: "Sent by its producer",
      value: message.sentAt ? <RelativeTime at={message.sentAt} suffix=" ago" isPlain /> : "?",
      detail: message.sentAt ? <Moment at={message.sentAt} isPlain /> : "SQS did not say",
    },
    {
      key: "receives",
      label: "Receives",
      value: formatCount(message.receiveCount),
      detail: message.ourReceives > 0 ? `${formatCount(message.ourReceives)} of these ours` : "none of these ours",
    },
    {
      key: "loss",
      label: isHere ? "Deleted by retention in" : "Deleted by retention",
      ...lossOf(message, isHere),
    },
    {
      key: "size",
      label: "Size",
      value: formatBytes(message.bodyBytes),
      detail: `${formatCount(message.attributeCount)} of 10 attributes`,
    },
  ];
}

function lossOf(message: FailedMessage, isHere: boolean): Pick<Fact, "value" | "detail" | "tone"> {
  if (!isHere) return { value: NOT_APPLICABLE_TEXT, detail: "not in the queue any more" };
  if (!message.expiresAt) return { value: "unknown", detail: "no sent time to count from", tone: "unknown" };
  const isRange = message.expiresLatestAt !== null && message.expiresLatestAt !== message.expiresAt;
  return {
    value: <RelativeTime at={message.expiresAt} isPlain />,
    detail: (
      <>
        {isRange ? "at the earliest " : ""}
        <Moment at={message.expiresAt} isPlain />
      </>
    ),
  };
}
