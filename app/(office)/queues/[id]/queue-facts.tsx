"use client";

import {
  formatCount,
  formatDuration,
  formatPercent,
  NOT_APPLICABLE_TEXT,
  UNKNOWN_TEXT,
} from "@/app/_components/format";
import { useNow } from "@/app/_components/ui/clock";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { lossTone } from "@/app/_components/ui/loss";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { QueueDetail } from "@/lib/contract/queues";
import { isKnownNow } from "../queue-cells";
import { isEmpty } from "../queue-loss";

/** Depth, age, loss, index and settings that matter, side by side. */
export function QueueFacts({ queue }: { queue: QueueDetail }) {
  const now = useNow(30);
  const facts = [depthFact(queue), ageFact(queue), lossFact(queue, now), indexFact(queue), retentionFact(queue)];
  return <FactStrip label="Figures of the queue" size="section" facts={facts.filter((fact) => fact !== undefined)} />;
}

function depthFact(queue: QueueDetail): Fact {
  const isKnown = isKnownNow(queue);
  return {
    key: "depth",
    label: "Waiting",
    value: isKnown ? formatCount(queue.visible) : UNKNOWN_TEXT,
    tone: isKnown ? "ink" : "unknown",
    detail: isKnown
      ? `${formatCount(queue.inFlight)} in flight, ${formatCount(queue.delayed)} delayed`
      : queue.visible === null
        ? "not read yet"
        : `${formatCount(queue.visible)} when last seen`,
  };
}

function ageFact(queue: QueueDetail): Fact {
  const hasNone = isKnownNow(queue) && isEmpty(queue);
  return {
    key: "age",
    label: "Oldest message",
    value: hasNone ? NOT_APPLICABLE_TEXT : formatDuration(queue.ageSeconds),
    tone: !hasNone && queue.ageSeconds === null ? "unknown" : "ink",
    detail: hasNone ? (
      "nothing is waiting"
    ) : queue.ageAt ? (
      <>
        CloudWatch, <RelativeTime at={queue.ageAt} suffix=" ago" isPlain />
      </>
    ) : (
      "CloudWatch has not told it"
    ),
  };
}

function lossFact(queue: QueueDetail, now: number): Fact | undefined {
  if (!queue.isDeadLetterQueue) return undefined;
  const label = "First loss in";
  if (queue.lossKind === "none" && isEmpty(queue))
    return { key: "loss", label, value: NOT_APPLICABLE_TEXT, detail: "nothing left to lose" };
  if (queue.lossKind === "saved")
    return { key: "loss", label, value: "saved", detail: `${formatCount(queue.savedCount)} in the vault` };
  if (queue.lossKind === "unknown" || queue.lossAt === null)
    return { key: "loss", label, value: "unknown", tone: "unknown", detail: "nothing tells how old they are" };
  const leftSeconds = (Date.parse(queue.lossAt) - now) / 1000;
  const isBound = queue.lossKind === "bound";
  return {
    key: "loss",
    label,
    value: formatDuration(leftSeconds, { isLowerBound: isBound }),
    tone: isBound ? "unknown" : lossTone(leftSeconds),
    detail: (
      <>
        {isBound ? "not before " : ""}
        <Moment at={queue.lossAt} isPlain />
      </>
    ),
  };
}

function indexFact({ completeness, mode }: QueueDetail): Fact | undefined {
  if (completeness === null) return undefined;
  if (mode === "off")
    return { key: "index", label: "Indexed", value: "off", tone: "unknown", detail: "counters only, nothing is read" };
  const { indexedCount, approximateCount } = completeness;
  const share = approximateCount ? Math.min(1, indexedCount / approximateCount) : approximateCount === 0 ? 1 : null;
  return {
    key: "index",
    label: "Indexed",
    value: formatCount(indexedCount),
    detail:
      approximateCount === null
        ? "total unknown"
        : `of about ${formatCount(approximateCount)} · ${formatPercent(share)}`,
  };
}

function retentionFact(queue: QueueDetail): Fact {
  return {
    key: "retention",
    label: "Retention",
    value: formatDuration(queue.retentionSeconds),
    detail: `visibility time-out ${formatDuration(queue.visibilityTimeoutSeconds)}`,
  };
}
