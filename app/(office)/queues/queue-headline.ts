import { formatCount, formatPlural } from "@/app/_components/format";
import type { Now } from "@/lib/contract/system";

type Facts = Pick<Now, "deadLetterQueueCount" | "queueCount" | "offQueues" | "blind">;

/** The list in a sentence: how many dead-letter queues hold something, and what is not read or not seen. */
export function queueHeadline(
  facts: Facts,
  holdingCount: number | null,
  isAll = true,
): { title: string; lead: string } {
  if (facts.queueCount === 0 && !isAll) return { title: "No queue is shown to you.", lead: "" };
  return {
    title: title(facts, holdingCount),
    lead: isAll ? lead(facts) : `${lead(facts)} · others are not shown to you`,
  };
}

function title({ deadLetterQueueCount, queueCount }: Facts, holdingCount: number | null): string {
  if (queueCount === 0) return "No queue is known yet.";
  if (deadLetterQueueCount === 0) return `${formatPlural(queueCount, "queue")}, none of them a dead-letter queue.`;
  if (holdingCount === 0) return `All ${formatPlural(deadLetterQueueCount, "dead-letter queue")} are empty.`;
  const verb = holdingCount === 1 ? "holds" : "hold";
  return `${formatCount(holdingCount)} of ${formatPlural(deadLetterQueueCount, "dead-letter queue")} ${verb} messages.`;
}

function lead({ queueCount, offQueues, blind }: Facts): string {
  const parts = [formatPlural(queueCount, "queue")];
  if (offQueues.length > 0) parts.push(`${formatCount(offQueues.length)} with messages that nobody reads`);
  if (blind.length > 0) parts.push(`${formatPlural(blind.length, "Region")} blind: counts there are the last known`);
  return parts.join(" · ");
}
