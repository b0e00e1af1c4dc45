import Link from "next/link";
import { formatCompactCount, UNKNOWN_TEXT } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import type { Queue } from "@/lib/contract/queues";
import { AgeCell, CounterCell, DepthCell, IndexCell, isKnownNow, LossCell, NextStep, QueueTies } from "./queue-cells";
import { QueueState } from "./queue-state";

/** The columns of the queue list. */
export const queueColumns: Column<Queue>[] = [
  { key: "state", header: "Mode", width: 104, cell: (queue) => <QueueState queue={queue} /> },
  {
    key: "queue",
    header: "Queue",
    cell: (queue) => (
      <div className="min-w-0">
        <Link
          href={`/queues/${queue.id}`}
          title={queue.arn}
          className="block truncate rounded-xs font-mono text-xs font-medium tracking-[-0.03em] hover:underline focus-visible:outline-offset-[-1px]"
        >
          {queue.name}
        </Link>
        <QueueTies queue={queue} />
      </div>
    ),
  },
  { key: "depth", header: "Messages", width: 104, isNumber: true, cell: (queue) => <DepthCell queue={queue} /> },
  {
    key: "inFlight",
    header: "In flight",
    width: 76,
    isNumber: true,
    from: "lg",
    cell: (queue) => <CounterCell queue={queue} count={queue.inFlight} />,
  },
  {
    key: "delayed",
    header: "Delayed",
    width: 76,
    isNumber: true,
    from: "xl",
    cell: (queue) => <CounterCell queue={queue} count={queue.delayed} />,
  },
  { key: "age", header: "Oldest", width: 96, isNumber: true, from: "lg", cell: (queue) => <AgeCell queue={queue} /> },
  { key: "loss", header: "Loss clock", width: 116, cell: (queue) => <LossCell queue={queue} /> },
  { key: "index", header: "Indexed", width: 152, from: "lg", cell: (queue) => <IndexCell queue={queue} /> },
  {
    key: "next",
    header: "Next step",
    width: 112,
    isRight: true,
    from: "lg",
    cell: (queue) => <NextStep queue={queue} />,
  },
];

/** The same on a phone: its name and how many, then how we read it, where it is, and what is lost when. */
export function QueuePhoneRow({ queue }: { queue: Queue }) {
  const isKnown = isKnownNow(queue);
  return (
    <>
      <span className="flex items-baseline gap-3">
        <span className="min-w-0 flex-1 truncate font-mono text-sm tracking-[-0.03em]">{queue.name}</span>
        <span className={isKnown ? "weight-emphasis" : "weight-emphasis text-unknown"}>
          {isKnown ? formatCompactCount(queue.visible) : UNKNOWN_TEXT}
        </span>
      </span>
      <span className="flex items-center gap-2 text-xs text-ink-3">
        <QueueState queue={queue} />
        <span className="min-w-0 flex-1 truncate">
          {queue.accountName} · {queue.region}
        </span>
        {queue.isDeadLetterQueue ? (
          <span className="w-[76px] flex-none">
            <LossCell queue={queue} />
          </span>
        ) : null}
      </span>
    </>
  );
}
