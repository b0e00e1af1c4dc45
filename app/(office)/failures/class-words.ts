import { formatPlural } from "@/app/_components/format";
import type { Loss } from "@/app/_components/ui/loss";
import type { FailureClass } from "@/lib/contract/failures";

const ORIGINS: Record<string, string> = {
  "sqs-redrive": "SQS redrive policy",
  "eventbridge-rule": "EventBridge rule",
  "eventbridge-bus": "event bus",
  "eventbridge-subscriber": "event bus subscriber",
  scheduler: "EventBridge Scheduler",
  pipe: "EventBridge pipe",
  "stream-mapping": "Lambda, from a stream",
  "lambda-destination": "Lambda destination",
  "lambda-async": "Lambda dead-letter queue",
  "sns-subscription": "SNS subscription",
  restored: "sent by one of our runs",
  "direct-send": "sent directly",
  "rule-delivery": "delivery by a rule",
  "async-invocation": "asynchronous invocation",
  "topic-delivery": "delivery by a topic",
  "schedule-group": "EventBridge Scheduler",
  "pipe-batch": "EventBridge pipe",
  execution: "Step Functions",
  unknown: "origin unknown",
};

/** Who wrote these dead letters, in words. */
export function originWords(kind: string): string {
  return ORIGINS[kind] ?? kind.replaceAll("-", " ");
}

/** Its error in one line: what the messages say, else what was found beside them. */
export function errorLine({
  title,
  evidence,
  causeKind,
}: Pick<FailureClass, "title" | "evidence" | "causeKind">): string {
  return evidence && causeKind === "unknown" && evidence.rung !== "none" ? evidence.text : title;
}

/** The cause that the messages name, else the one that was found beside them. */
export function shownCause({ causeKind, evidence }: Pick<FailureClass, "causeKind" | "evidence">): string {
  return causeKind === "unknown" && evidence ? evidence.causeKind : causeKind;
}

const RUNG_WORDS: Record<string, string> = {
  message: "in the message",
  "logs-by-message-id": "logs that name the message",
  "logs-by-request": "logs of the same invocation",
  metrics: "figures of that minute",
  trace: "trace",
  none: "nothing found",
};

/** Where evidence was found, in words. */
export function rungWords(rung: string): string {
  return RUNG_WORDS[rung] ?? rung;
}

/** The place where a class fails: the queue whose messages these were, or the dead-letter queue itself. */
export function pathOf({ anchorName, queueName }: Pick<FailureClass, "anchorName" | "queueName">): string {
  if (queueName === null) return anchorName;
  return anchorName === queueName ? queueName : `${anchorName} › ${queueName}`;
}

/** What the loss clock of a class knows; the retention follows from the share that was left at `now`. */
export function lossOfClass({ loss, perHour }: Pick<FailureClass, "loss" | "perHour">, now: number): Loss {
  if (loss.kind === "none") return { kind: "nothing-left" };
  if (loss.kind === "saved") return { kind: "saved" };
  if (loss.kind === "lost") return { kind: "lost" };
  if (loss.kind === "unknown" || loss.at === null) return { kind: "unknown" };
  if (loss.kind === "bound") return { kind: "bound", notBefore: loss.at };
  const leftSeconds = Math.max(0, (Date.parse(loss.at) - now) / 1000);
  return {
    kind: "deadline",
    at: loss.at,
    retentionSeconds: loss.shareLeft ? leftSeconds / loss.shareLeft : leftSeconds,
    isWorsening: (perHour ?? 0) > 0,
  };
}

/** Whether a redrive of the class has anything to send now. */
export function isRedrivable(
  failure: Pick<FailureClass, "status" | "record" | "presentCount" | "totalCount">,
): boolean {
  return (
    failure.status !== "resolved" && (failure.record === "executions" ? failure.totalCount : failure.presentCount) > 0
  );
}

/** What a redrive of the class takes: its messages in the queue, or its failed executions. */
export function redrivenWords({
  record,
  presentCount,
  totalCount,
}: Pick<FailureClass, "record" | "presentCount" | "totalCount">): string {
  return record === "executions" ? formatPlural(totalCount, "execution") : formatPlural(presentCount, "message");
}
