import { formatCount, formatDuration, NOT_APPLICABLE_TEXT, UNKNOWN_TEXT } from "@/app/_components/format";
import { FigureCell } from "@/app/_components/tables/cells";
import { completenessText } from "@/app/_components/tables/table-bars";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { LossClock } from "@/app/_components/ui/loss-clock";
import { ClockTime } from "@/app/_components/ui/time";
import type { Queue } from "@/lib/contract/queues";
import { nameOfArn } from "@/lib/core/arn";
import { isEmpty, lossOfQueue } from "./queue-loss";

/** Whether the newest counters still speak of now. */
export function isKnownNow(queue: Pick<Queue, "isBlind" | "visible" | "error">): boolean {
  return !queue.isBlind && queue.visible !== null && queue.error === null;
}

/** The messages that can be received; "?" with the last known number when nobody can look. */
export function DepthCell({ queue }: { queue: Queue }) {
  if (isKnownNow(queue)) return <FigureCell value={formatCount(queue.visible)} />;
  const last =
    queue.visible === null ? (
      "not read yet"
    ) : (
      <>
        {formatCount(queue.visible)} at <ClockTime at={queue.sampledAt} precision="minute" isPlain />
      </>
    );
  return <FigureCell value={UNKNOWN_TEXT} detail={last} />;
}

export function CounterCell({ queue, count }: { queue: Queue; count: number | null }) {
  if (!isKnownNow(queue) || count === null) return <span className="text-unknown">{UNKNOWN_TEXT}</span>;
  return <span className={count === 0 ? "text-ink-3" : undefined}>{formatCount(count)}</span>;
}

/** How old the oldest message is, from CloudWatch. */
export function AgeCell({ queue }: { queue: Queue }) {
  if (isEmpty(queue) && isKnownNow(queue)) return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  if (queue.ageSeconds === null) return <span className="text-unknown">{UNKNOWN_TEXT}</span>;
  return <>{formatDuration(queue.ageSeconds)}</>;
}

export function LossCell({ queue }: { queue: Queue }) {
  const loss = lossOfQueue(queue);
  return loss ? <LossClock loss={loss} /> : <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
}

/** How much of a dead-letter queue our index holds. */
export function IndexCell({ queue }: { queue: Queue }) {
  const { completeness } = queue;
  if (completeness === null) return <span className="text-ink-3">{NOT_APPLICABLE_TEXT}</span>;
  if (queue.mode === "off") return <span className="text-unknown">counters only</span>;
  const text = completenessText(completeness.indexedCount, completeness.approximateCount);
  return (
    <span title={completeness.note ?? text} className="block text-xs leading-[17px] text-ink-2">
      <span className="block truncate">{text.split(" · ")[0]}</span>
      <span className="block truncate text-ink-3">{shortNote(completeness) ?? text.split(" · ")[1] ?? ""}</span>
    </span>
  );
}

/** Why no more is indexed, in two or three words; the whole sentence is in the tooltip. */
function shortNote({ note, isHeadsOnly }: NonNullable<Queue["completeness"]>): string | undefined {
  if (note === null) return undefined;
  return isHeadsOnly ? "heads of groups only" : "scan by hand";
}

/** Where a queue is and what it is tied to: its sources, or the queue that takes its failures. */
export function QueueTies({ queue }: { queue: Queue }) {
  const ties = queue.isDeadLetterQueue
    ? queue.sourceQueueNames.length > 0
      ? `from ${queue.sourceQueueNames.join(", ")}`
      : "no queue sends here"
    : queue.deadLetterTargetArn
      ? `→ ${nameOfArn(queue.deadLetterTargetArn)}`
      : "no dead-letter queue";
  return (
    <span className="mt-[3px] flex items-center gap-1.5 overflow-hidden text-xs whitespace-nowrap text-ink-2">
      {queue.isFifo ? <Chip>FIFO</Chip> : null}
      <span title={ties} className="min-w-0 truncate">
        {ties}
      </span>
      <span className="text-ink-3">·</span>
      <span className="min-w-0 truncate text-ink-3">
        {queue.accountName} · {queue.region}
      </span>
    </span>
  );
}

/** The one next step: mend what blinds us, read what nobody reads, else look. */
export function NextStep({ queue }: { queue: Queue }) {
  if (queue.isBlind)
    return (
      <ButtonLink size="sm" href={`/accounts/${queue.accountId}`}>
        Fix access
      </ButtonLink>
    );
  const isUnread = queue.isDeadLetterQueue && queue.mode === "off" && queue.visible !== 0;
  return (
    <ButtonLink size="sm" href={`/queues/${queue.id}${isUnread ? "#reading" : ""}`}>
      {isUnread ? "Turn on…" : "Open"}
    </ButtonLink>
  );
}
