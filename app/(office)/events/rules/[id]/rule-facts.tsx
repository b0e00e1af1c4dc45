import { formatCount, NOT_APPLICABLE_TEXT } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import type { Tone } from "@/app/_components/ui/status";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { EventRuleDetail } from "@/lib/contract/event-buses";
import { lostCount } from "../../lost-count";

/** What EventBridge counted in the last 24 hours; what it did not tell is a dash, never 0. */
export function RuleFacts({ rule }: { rule: EventRuleDetail }) {
  const { figures24h: figures } = rule;
  return (
    <FactStrip
      label="Figures of the last 24 hours"
      size="section"
      facts={[
        told("triggered", "Triggered, 24 h", figures?.triggeredCount, "by event or schedule"),
        told("failed", "Failed for good", figures?.failedCount, "tried in vain", "warn"),
        told("deadLettered", "Dead-lettered", figures?.deadLetteredCount, "a queue took them"),
        told("lost", "Lost", lostCount(rule), "no queue took them", "danger"),
        told("throttled", "Throttled", figures?.throttledCount, "put off, not lost", "warn"),
        lastFact(figures?.lastTriggeredAt),
      ]}
    />
  );
}

function told(key: string, label: string, count: number | null | undefined, detail: string, tone: Tone = "ink"): Fact {
  if (count === null || count === undefined)
    return { key, label, value: NOT_APPLICABLE_TEXT, tone: "unknown", detail: "not told, which is not 0" };
  return { key, label, value: formatCount(count), detail, tone: count > 0 ? tone : "ink" };
}

function lastFact(at: string | null | undefined): Fact {
  const label = "Last triggered";
  if (!at) return { key: "last", label, value: NOT_APPLICABLE_TEXT, tone: "unknown", detail: "not told" };
  return {
    key: "last",
    label,
    value: <RelativeTime at={at} suffix=" ago" isPlain />,
    detail: <Moment at={at} isPlain />,
  };
}
