"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { completenessText, overlapText } from "@/app/_components/tables/table-bars";
import { RelativeTime } from "@/app/_components/ui/time";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { ScanNow } from "../../queues/[id]/scan-now";

/** How much of the queue is behind these figures, and the way to look again. */
export function ScanFooter({ failure }: { failure: FailureClassDetail }) {
  const { completeness, queueId } = failure;
  return completeness && queueId ? (
    <QueueScan queueId={queueId} queueName={failure.queueName} completeness={completeness} />
  ) : null;
}

type ScanProps = Pick<FailureClassDetail, "queueName"> & {
  queueId: string;
  completeness: NonNullable<FailureClassDetail["completeness"]>;
};

function QueueScan({ queueId, queueName, completeness }: ScanProps) {
  const queue = useAnswer("getQueue", { id: queueId });
  return (
    <div className="grid gap-x-4 gap-y-2 border-t px-4 py-2.5 text-xs text-ink-2 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div>
        <p>
          {queueName}: {completenessText(completeness.indexedCount, completeness.approximateCount)}
          {completeness.scannedAt ? (
            <>
              , scanned <RelativeTime at={completeness.scannedAt} suffix=" ago" isPlain />
            </>
          ) : (
            ", never scanned"
          )}
          .
        </p>
        {completeness.overlapEstimate ? <p>{overlapText(completeness.overlapEstimate)}</p> : null}
        {completeness.note ? <p className="text-ink-3">{completeness.note}</p> : null}
      </div>
      {queue.data ? (
        <div className="sm:[&>div]:justify-items-end sm:[&>div]:text-right">
          <ScanNow queue={queue.data} />
        </div>
      ) : queue.isError ? (
        <span className="text-ink-3">{problemOf(queue.error).detail}</span>
      ) : null}
    </div>
  );
}
