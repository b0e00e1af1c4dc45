"use client";

import { formatCount, formatPlural, formatShortId } from "@/app/_components/format";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { useSelection } from "@/app/_components/use-selection";
import type { FailedMessage } from "@/lib/contract/failures";
import { MESSAGE_COLUMN, messageAddress, messageBoxes, useMessageKeys } from "../../messages/message-list";
import { MessageState } from "../../messages/message-state";
import type { MessagesView } from "./messages-input";

type Props = {
  messages: FailedMessage[];
  view: MessagesView;
  isFiltered: boolean;
  selection: ReturnType<typeof useSelection>;
  hasBystanders: boolean;
};

export function MessagesTable({ messages, view, isFiltered, selection, hasBystanders }: Props) {
  const keys = useMessageKeys(messages, selection.toggle);
  return (
    <DataTable
      caption="Messages of this failure"
      columns={hasBystanders ? [...columns, READING] : columns}
      rows={messages}
      keyOf={(message) => message.id}
      hrefOf={messageAddress}
      phoneRow={(message) => <PhoneMessage message={message} />}
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
      selection={view === "present" ? messageBoxes(messages, selection) : undefined}
      empty={isFiltered ? <NoMatch view={view} /> : <NoMessages view={view} />}
    />
  );
}

const columns: Column<FailedMessage>[] = [
  MESSAGE_COLUMN,
  {
    key: "seen",
    header: "First seen",
    width: 140,
    cell: (message) => <Moment at={message.firstSeenAt} isPlain />,
  },
  {
    key: "shape",
    header: "Shape",
    cell: (message) => (
      <span className="machine block truncate text-ink-2" title={message.shape}>
        {message.shape}
      </span>
    ),
  },
  {
    key: "receives",
    header: "Receives",
    width: 116,
    isNumber: true,
    cell: (message) => (
      <>
        {formatCount(message.receiveCount)}
        <span className="text-xs text-ink-3"> · {formatCount(message.ourReceives)} ours</span>
      </>
    ),
  },
  {
    key: "loss",
    header: "Loss in",
    width: 92,
    from: "lg",
    cell: (message) =>
      message.state === "present" ? (
        <RelativeTime at={message.expiresAt} isPlain />
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
  { key: "state", header: "State", width: 144, cell: (message) => <MessageState message={message} isQuiet /> },
];

/** Whether a message fails by itself, where some were only dragged along by another of their batch. */
const READING: Column<FailedMessage> = {
  key: "reading",
  header: "Reading",
  width: 124,
  from: "lg",
  cell: ({ bystanderReason }) =>
    bystanderReason === null ? (
      <span className="text-ink-3">not marked</span>
    ) : (
      <span title={bystanderReason}>likely bystander</span>
    ),
};

function PhoneMessage({ message }: { message: FailedMessage }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="machine">{formatShortId(message.messageId)}</span>
        <MessageState message={message} isQuiet />
      </span>
      <span className="block truncate text-xs text-ink-2">
        <Moment at={message.firstSeenAt} isPlain /> · {formatPlural(message.receiveCount, "receive")},{" "}
        {formatCount(message.ourReceives)} ours
      </span>
    </>
  );
}

function NoMessages({ view }: { view: MessagesView }) {
  return (
    <EmptyState
      title={view === "present" ? "None is known to be in the queue." : "No message of this class is kept."}
      evidence={view === "present" ? "What was redriven, discarded, expired or left is under All." : undefined}
    />
  );
}

function NoMatch({ view }: { view: MessagesView }) {
  return (
    <EmptyState
      title="No message matches the filter."
      evidence={view === "present" ? "Looked for among what is in the queue; the rest is under All." : undefined}
    />
  );
}
