"use client";

import { formatCount, formatRate } from "@/app/_components/format";
import { type Fact, FactStrip } from "@/app/_components/ui/fact-strip";
import { Fuse } from "@/app/_components/ui/fuse";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { Run } from "@/lib/contract/runs";

/** A move task gives approximate counts and nothing about single messages; so this shows nothing about them. */
export function MoveTaskPanel({ run }: { run: Run }) {
  const { approximateMoved: moved, approximateToMove: toMove } = run;
  const share = moved !== null && toMove !== null && toMove > 0 ? moved / toMove : undefined;
  return (
    <div className="grid gap-4">
      <FactStrip label="Counts of SQS" facts={countsOf(run)} />
      <Panel title="Counts only">
        <Fuse share={share} tone="accent" size="phone" className="mt-0 mb-3" />
        <p className="max-w-[72ch] text-ink-2">
          SQS moves the whole queue by itself, each message to the queue it came from. It reports counts, not messages:
          which ones moved, and what came of them, is not known. Messages that come back are recognised by their body.
        </p>
        <p className="mt-2">
          <TextLink href={`/queues/${run.queueId}`}>Open {run.subject.name}</TextLink>
        </p>
      </Panel>
    </div>
  );
}

function countsOf(run: Run): Fact[] {
  const { approximateMoved: moved, approximateToMove: toMove } = run;
  return [
    {
      key: "moved",
      label: "Moved",
      value: formatCount(moved, { isEstimate: moved !== null }),
      detail: moved === null ? "SQS has not said yet" : "as SQS counts",
    },
    {
      key: "to-move",
      label: "To move",
      value: formatCount(toMove, { isEstimate: toMove !== null }),
      detail: "when the task began",
    },
    {
      key: "rate",
      label: "Rate",
      value: run.ratePerSecond === null ? "SQS decides" : formatRate(run.ratePerSecond, "s"),
    },
    {
      key: "progress",
      label: "Last news",
      value: run.progressAt ? <RelativeTime at={run.progressAt} suffix=" ago" isPlain /> : "?",
      detail: "from SQS",
    },
    {
      key: "new",
      label: "Arrived meanwhile",
      value: formatCount(run.newFailures),
      detail: "the task may have taken them too",
    },
  ];
}
