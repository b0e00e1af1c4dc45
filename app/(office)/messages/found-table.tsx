"use client";

import { formatCount, formatShortId } from "@/app/_components/format";
import { FailureCell } from "@/app/_components/tables/cells";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { CauseChip } from "@/app/_components/ui/chip";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { useSelection } from "@/app/_components/use-selection";
import type { FailedMessage } from "@/lib/contract/failures";
import { MESSAGE_COLUMN, messageAddress, messageBoxes, useMessageKeys } from "./message-list";
import { MessageState } from "./message-state";
import type { SearchChoice } from "./search-query";

type Props = { messages: FailedMessage[]; view: SearchChoice["view"]; selection: ReturnType<typeof useSelection> };

/** Failed messages with the failure each belongs to. j and k move, Enter opens, x selects. */
export function FoundTable({ messages, view, selection }: Props) {
  const keys = useMessageKeys(messages, selection.toggle);
  return (
    <DataTable
      caption="Failed messages"
      density="fleet"
      columns={COLUMNS}
      rows={messages}
      keyOf={(message) => message.id}
      hrefOf={messageAddress}
      phoneRow={(message) => <PhoneFound message={message} />}
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
      selection={view === "present" ? messageBoxes(messages, selection) : undefined}
      empty={
        <EmptyState
          title="No message matches."
          evidence={
            view === "present"
              ? "Looked for among what is believed to be in the queues; the rest is under All ever seen."
              : "Only messages of queues that are read can be found."
          }
        />
      }
    />
  );
}

const COLUMNS: Column<FailedMessage>[] = [
  {
    key: "failure",
    header: "Failure",
    cell: (message) => (
      <FailureCell
        error={message.classTitle}
        href={`/failures/${message.classId}`}
        chip={<CauseChip cause={message.causeKind} />}
        path={message.messageType}
        place={`${message.queueName} · ${message.region}`}
      />
    ),
  },
  MESSAGE_COLUMN,
  {
    key: "seen",
    header: "First seen",
    width: 140,
    from: "lg",
    cell: (message) => <Moment at={message.firstSeenAt} isPlain />,
  },
  {
    key: "receives",
    header: "Receives",
    width: 92,
    isNumber: true,
    from: "xl",
    cell: (message) => formatCount(message.receiveCount),
  },
  {
    key: "loss",
    header: "Loss in",
    width: 92,
    cell: (message) =>
      message.state === "present" ? (
        <RelativeTime at={message.expiresAt} isPlain />
      ) : (
        <span className="text-ink-3">–</span>
      ),
  },
  { key: "state", header: "State", width: 144, cell: (message) => <MessageState message={message} isQuiet /> },
];

function PhoneFound({ message }: { message: FailedMessage }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <span className="machine">{formatShortId(message.messageId)}</span>
        <span className="text-xs">
          <MessageState message={message} isQuiet />
        </span>
      </span>
      <span className="block truncate font-mono text-xs leading-5">{message.classTitle}</span>
      <span className="block truncate text-xs text-ink-2">
        {message.queueName} · <Moment at={message.firstSeenAt} isPlain />
      </span>
    </>
  );
}
