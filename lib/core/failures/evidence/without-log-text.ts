import type { Finding } from "./evidence";

/** The finding without a word of what stood in a log, for queues whose messages are not captured whole: cause and rung stay. */
export function withoutLogText(finding: Finding): Finding {
  const { rung, confidence, cause, text } = finding;
  if (rung !== "logs-by-message-id" && rung !== "logs-by-request") return { rung, confidence, text, cause };
  return {
    rung,
    confidence,
    text: "its consumer's log tells an error; its text is not captured",
    cause: { kind: cause.kind, reason: "Read from the consumer's log, whose text is not captured." },
  };
}
