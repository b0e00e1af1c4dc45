import { formatBytes, formatCount, formatShortId } from "@/app/_components/format";
import { type Description, DescriptionList } from "@/app/_components/ui/description-list";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { FailedMessage } from "@/lib/contract/failures";
import { MessageState } from "../message-state";
import type { Pair } from "./compare-screen";

/** Which two messages they are. */
export function MessagePair({ a, b }: Pair) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <One name="A" message={a} />
      <One name="B" message={b} />
    </div>
  );
}

function One({ name, message }: { name: string; message: FailedMessage }) {
  return (
    <Panel
      title={name}
      hint={
        <TextLink href={`/messages/${message.id}`} className="machine">
          {formatShortId(message.messageId)}
        </TextLink>
      }
      actions={<MessageState message={message} />}
      isFlush
    >
      <DescriptionList items={itemsOf(message)} />
    </Panel>
  );
}

function itemsOf(message: FailedMessage): Description[] {
  return [
    { term: "First seen", value: <Moment at={message.firstSeenAt} isPlain /> },
    { term: "Sent", value: message.sentAt ? <Moment at={message.sentAt} isPlain /> : "SQS did not say" },
    { term: "Type", value: message.messageType, isMachine: true },
    { term: "Receives", value: formatCount(message.receiveCount) },
    { term: "Size", value: formatBytes(message.bodyBytes) },
  ];
}
