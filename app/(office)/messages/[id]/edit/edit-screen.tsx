"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { FailedMessage } from "@/lib/contract/failures";
import { RevealBar } from "../../reveal-bar";
import { MessageEditor } from "./message-editor";
import { useEditRefusal } from "./use-edit-refusal";

/** An edited copy of one message: the original stays as it is, and nothing is sent before a plan is applied. */
export function EditScreen({ message }: { message: FailedMessage }) {
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Now", href: "/" },
          { label: message.classTitle, href: `/failures/${message.classId}` },
          { label: formatShortId(message.messageId), href: `/messages/${message.id}` },
          { label: "Edit" },
        ]}
        title="Edit and redrive a message"
        lead="A copy is changed and sent instead. The original stays as it is, and the copy is labelled edited wherever it is shown."
      />
      <Loaded message={message} />
    </>
  );
}

/** The body from our copy. The reading is audited, so it is read once per visit. */
function Loaded({ message }: { message: FailedMessage }) {
  const refusal = useEditRefusal(message);
  const body = useAnswer("getMessageBody", { id: message.id }, { isEnabled: !refusal });
  if (refusal) return <Alone content={<EmptyState title="This message cannot be edited." evidence={refusal} />} />;
  if (body.isError)
    return (
      <Alone
        content={
          <ReadFailure
            what="The body could not be read."
            problem={problemOf(body.error)}
            onRetry={() => void body.refetch()}
          />
        }
      />
    );
  if (!body.data) return <Alone content={<LoadingSkeleton rows={6} label="Reading the body" />} />;
  if (body.data.kept === "whole" && (body.data.maskedCount === 0 || body.data.reveal))
    return <MessageEditor key={body.data.bodySha256} message={message} body={body.data} />;
  return (
    <Alone
      content={
        <>
          <RevealBar message={message} body={body.data} />
          <EmptyState
            title="Values in it are masked for you."
            evidence="Whoever writes a message anew must see all of it. Reveal it first, or change single fields of many messages from the failure's page."
          />
        </>
      }
    />
  );
}

function Alone({ content }: { content: React.ReactNode }) {
  return (
    <Panel title="Message" isFlush>
      {content}
    </Panel>
  );
}
