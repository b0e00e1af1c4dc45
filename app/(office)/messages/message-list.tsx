"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useMemo } from "react";
import { formatShortId } from "@/app/_components/format";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import type { Column, Selection } from "@/app/_components/tables/data-table";
import type { useSelection } from "@/app/_components/use-selection";
import type { FailedMessage } from "@/lib/contract/failures";

export const messageAddress = ({ id }: FailedMessage) => `/messages/${id}`;

/** The id of a message as SQS gave it, short, leading to the message. */
export const MESSAGE_COLUMN: Column<FailedMessage> = {
  key: "message",
  header: "Message",
  width: 124,
  cell: (message) => (
    <Link href={messageAddress(message)} title={message.messageId} className="machine hover:underline">
      {formatShortId(message.messageId)}
    </Link>
  ),
};

/** Enter opens the active message, x selects it; only what is in the queue can be selected. */
export function useMessageKeys(messages: readonly FailedMessage[], toggle: (id: string) => void) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const message = messages[index];
      if (message) router.push(messageAddress(message));
    },
    [messages, router],
  );
  const actions = useMemo(
    () => [
      {
        keys: "x",
        label: "Select",
        run: (index: number) => {
          const message = messages[index];
          if (message?.state === "present") toggle(message.id);
        },
      },
    ],
    [messages, toggle],
  );
  return useListKeys({ count: messages.length, onOpen, actions, group: "Messages" });
}

/** The boxes of a list of messages, each named after its message. */
export function messageBoxes(
  messages: readonly FailedMessage[],
  selection: ReturnType<typeof useSelection>,
): Selection {
  return {
    selected: selection.selected,
    onToggle: selection.toggle,
    onToggleAll: selection.toggleAll,
    nameOf: (id) => `Select message ${formatShortId(messages.find((message) => message.id === id)?.messageId ?? id)}`,
  };
}
