import { type DeadLetterQueue, deadLetterQueues } from "../dead-letter-queues";
import { queueFix } from "../fixes/queue-fix";
import type { CoverageRule, Hole, Severity, Verdict } from "../rule";
import { spanOf } from "../span";

const LONGEST_SECONDS = 1_209_600;

export const dlqRetentionTooShort: CoverageRule = {
  id: "dlq-retention-too-short",
  title: "Dead letters expire too early",
  explanation:
    "A message on a standard queue keeps its first send time when it is dead-lettered, so the time that it spent in its source is gone from the dead-letter queue's retention. Keep dead letters for 14 days. A change by hand drifts from code: change the code.",
  documentedAt: [
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html",
    "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html",
  ],
  check: (graph) =>
    deadLetterQueues(graph)
      .filter(({ sources }) => sources.length > 0)
      .map(judge),
};

function judge({ queue, sources }: DeadLetterQueue): Verdict {
  const [longest] = [...sources].sort((one, other) => other.config.retentionSeconds - one.config.retentionSeconds);
  const kept = queue.config.retentionSeconds;
  if (!longest) return { resource: queue, hole: null };
  const waits = longest.config.retentionSeconds;
  const isCovered = queue.config.isFifo ? kept >= waits : kept > waits;
  if (isCovered) return { resource: queue, hole: null };
  return {
    resource: queue,
    hole: {
      part: "",
      summary: queue.config.isFifo
        ? `Dead letters live for ${spanOf(kept)}, shorter than messages may wait in ${longest.name} (${spanOf(waits)}).`
        : standardSummary(longest.name, waits, kept),
      evidence: [
        { label: `MessageRetentionPeriod of ${queue.name}`, value: `${kept} s (${spanOf(kept)})` },
        { label: `MessageRetentionPeriod of ${longest.name}`, value: `${waits} s (${spanOf(waits)})` },
        ...(sources.length > 1 ? [{ label: "Sources", value: namesOf(sources) }] : []),
      ],
      confidence: "certain",
      severity: severityOf(queue.config.isFifo, kept, waits),
      fix: fixOf(queue),
      failingStageArn: longest.arn,
    },
  };
}

function namesOf(sources: DeadLetterQueue["sources"]): string {
  return sources
    .map(({ name }) => name)
    .sort()
    .join(", ");
}

function standardSummary(source: string, waits: number, kept: number): string {
  const counted = `A message's ${spanOf(kept)} count from its send to ${source}`;
  return kept < waits
    ? `${counted}: one that fails after waiting there for longer, up to ${spanOf(waits)}, is deleted as it arrives.`
    : `${counted}, where it may wait just as long: the later it fails, the sooner it is deleted.`;
}

/** *low* where nothing more can be set on the dead-letter queue itself. */
function severityOf(isFifo: boolean, kept: number, waits: number): Severity {
  if (isFifo || kept >= LONGEST_SECONDS) return "low";
  return kept < waits ? "high" : "medium";
}

function fixOf(queue: DeadLetterQueue["queue"]): Hole["fix"] {
  if (queue.config.retentionSeconds >= LONGEST_SECONDS) return null;
  return queueFix(queue, { retentionSeconds: LONGEST_SECONDS }, "14 days, the longest that SQS keeps a message.");
}
