import { formatPlural } from "@/app/_components/format";
import { DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { RelativeTime } from "@/app/_components/ui/time";
import type { QueueDetail } from "@/lib/contract/queues";
import { nameOfArn } from "@/lib/core/arn";

/** What the queue is tied to: sources or dead-letter queue, consumers, and who holds it now. */
export function QueueTiesPanel({ queue }: { queue: QueueDetail }) {
  return (
    <Panel title="Ties" isFlush>
      <DescriptionList
        items={[
          ...(queue.isDeadLetterQueue ? [{ term: "Sources", value: <Sources queue={queue} /> }] : []),
          { term: "Its DLQ", value: <DeadLetterQueue queue={queue} /> },
          { term: "Consumers", value: <Consumers queue={queue} /> },
          { term: "Held by", value: <Holder queue={queue} /> },
          { term: "Account", value: <TextLink href={`/accounts/${queue.accountId}`}>{queue.accountName}</TextLink> },
          { term: "ARN", value: queue.arn, isMachine: true },
        ]}
      />
    </Panel>
  );
}

function Sources({ queue }: { queue: QueueDetail }) {
  if (queue.sourceQueues.length === 0) return <span className="text-ink-2">none names it now</span>;
  return (
    <ul className="grid gap-0.5">
      {queue.sourceQueues.map(({ id, name, arn }) => (
        <li key={id}>
          <TextLink href={`/queues/${id}`} title={arn}>
            {name}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

function DeadLetterQueue({ queue }: { queue: QueueDetail }) {
  if (queue.deadLetterTargetArn === null)
    return (
      <span className="text-ink-2">
        {queue.isDeadLetterQueue ? "none" : "none: what fails here is deleted by retention, or comes round for ever"}
      </span>
    );
  const name = nameOfArn(queue.deadLetterTargetArn);
  return (
    <>
      {queue.deadLetterQueueId ? (
        <TextLink href={`/queues/${queue.deadLetterQueueId}`}>{name}</TextLink>
      ) : (
        <span title={queue.deadLetterTargetArn}>{name}, not seen by us</span>
      )}
      <span className="block text-xs text-ink-2">
        after {queue.maxReceiveCount === null ? "? receives" : formatPlural(queue.maxReceiveCount, "receive")}
      </span>
    </>
  );
}

function Consumers({ queue }: { queue: QueueDetail }) {
  if (!queue.isDeadLetterQueue) return <span className="text-ink-2">looked up for dead-letter queues only</span>;
  if (queue.consumers.length === 0) return <span className="text-ink-2">no Lambda function reads it</span>;
  return (
    <ul className="grid gap-0.5">
      {queue.consumers.map(({ functionArn, state }) => (
        <li key={functionArn} title={functionArn}>
          {nameOfArn(functionArn)} <span className="text-xs text-ink-3">{state.toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}

function Holder({ queue }: { queue: QueueDetail }) {
  if (queue.holder === null) return <span className="text-ink-2">nobody</span>;
  return (
    <>
      a {queue.holder.purpose}
      <span className="text-xs text-ink-3">
        {" "}
        for <RelativeTime at={queue.holder.until} isPlain /> more, then it must renew
      </span>
    </>
  );
}
