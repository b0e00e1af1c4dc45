"use client";

import type { ReactNode } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { MessageLayers } from "@/app/_components/message/message-layers";
import { VisibleText } from "@/app/_components/message/visible-text";
import { ReadFailure } from "@/app/_components/problem-note";
import { inAccount } from "@/app/_components/targets";
import { PanelHeader } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailedMessage } from "@/lib/contract/failures";
import { RevealBar } from "./reveal-bar";

type Props = { message: Pick<FailedMessage, "id" | "accountId" | "hasBody"> & Partial<Erased>; note?: ReactNode };
type Erased = Pick<FailedMessage, "erasedAt" | "erasedBy" | "isTombstone" | "isKeptMasked">;

/** The message from our copy: no receive. Each reading is audited, so it is read once per visit. */
export function MessageBody({ message, note }: Props) {
  const refusal = useRefusal("bodies.read", inAccount(message));
  const body = useAnswer("getMessageBody", { id: message.id }, { isEnabled: !refusal && message.hasBody });
  if (!message.hasBody && !message.isKeptMasked && message.erasedAt)
    return (
      <EmptyState
        title={
          <>
            Content erased on <Moment at={message.erasedAt} isPlain /> by {message.erasedBy}.
          </>
        }
        evidence={
          message.isTombstone
            ? "Its ids, hash, size and times stay, so that every figure stays true. It is not captured again."
            : "Its ids, hash, size and times stay, so that every figure stays true."
        }
      />
    );
  if (!message.hasBody)
    return (
      <EmptyState
        title="No body is kept."
        evidence="The queue is captured as shape and hash only, or the copy passed its retention. What was read from it is beside."
      />
    );
  if (refusal) return <EmptyState title="The body is not shown to you." evidence={refusal} />;
  if (body.data)
    return (
      <>
        <RevealBar message={message} body={body.data} />
        <MessageLayers key={message.id} body={body.data} note={note} />
        {body.data.errorText ? <ErrorText text={body.data.errorText} /> : null}
      </>
    );
  if (body.isError)
    return (
      <ReadFailure
        what="The body could not be read."
        problem={problemOf(body.error)}
        onRetry={() => void body.refetch()}
      />
    );
  return <LoadingSkeleton rows={5} label="Reading the body" />;
}

function ErrorText({ text }: { text: string }) {
  return (
    <div className="border-t">
      <PanelHeader title="Error in the message" hint="as it was sent, masked where a rule says so" />
      <ScrollRegion
        label="Error in the message"
        className="machine max-h-72 bg-sunken px-4 py-3 leading-[19px] whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <VisibleText text={text} />
      </ScrollRegion>
    </div>
  );
}
