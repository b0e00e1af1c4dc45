"use client";

import { useAnswer } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import { compareAddress } from "../../messages/compare/compare-address";
import { MessageBody } from "../../messages/message-body";

type Props = { failure: FailureClassDetail; first?: FailedMessage };

/** The message to look at first. It stays while newer ones come, so that nobody loses their place. */
export function RecommendedPanel({ failure, first }: Props) {
  const id = first?.id ?? failure.recommendedMessageId;
  const { data: message } = useAnswer(
    "getFailedMessage",
    { id: id ?? "" },
    { isEnabled: id !== null, ...(first ? { initialData: first } : {}) },
  );
  if (id === null)
    return (
      <Panel title="Recommended message" isFlush>
        <EmptyState title="No message of this class is known any more." />
      </Panel>
    );
  return (
    <Panel
      title="Recommended message"
      hint={message ? reasonOf(message) : undefined}
      actions={
        <>
          <span>read from our copy, no receive</span>
          <TextLink href={compareAddress(id)}>Compare with another</TextLink>
          <TextLink href={`/messages/${id}`}>Open {message ? formatShortId(message.messageId) : "it"}</TextLink>
        </>
      }
      isFlush
    >
      {message ? <MessageBody message={message} /> : <LoadingSkeleton rows={5} />}
    </Panel>
  );
}

function reasonOf(message: FailedMessage): string {
  const attempts = `${message.receiveCount} ${message.receiveCount === 1 ? "receive" : "receives"}`;
  return message.state === "present"
    ? `the newest in the queue, ${attempts}`
    : `none is left in the queue; the newest known, ${attempts}`;
}
