"use client";

import { type ReactNode, useState } from "react";
import { problemOf, useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { BodyView } from "@/app/_components/message/body-view";
import { LayerTabs } from "@/app/_components/message/layer-tabs";
import { VisibleText } from "@/app/_components/message/visible-text";
import { ReadFailure } from "@/app/_components/problem-note";
import { PanelHeader } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { MessageBody as Body, FailedMessage } from "@/lib/contract/failures";

type Props = { message: Pick<FailedMessage, "id" | "hasBody">; note?: ReactNode };

/** The message from our copy: no receive. Each reading is audited, so it is read once per visit. */
export function MessageBody({ message, note }: Props) {
  const refusal = useRefusal("bodies.read");
  const body = useAnswer("getMessageBody", { id: message.id }, { isEnabled: !refusal && message.hasBody });
  if (!message.hasBody)
    return (
      <EmptyState
        title="No body is kept."
        evidence="The queue is captured as shape and hash only, or the copy passed its retention. What was read from it is beside."
      />
    );
  if (refusal) return <EmptyState title="The body is not shown to you." evidence={refusal} />;
  if (body.data) return <Layers key={message.id} body={body.data} note={note} />;
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

function Layers({ body, note }: { body: Body; note?: ReactNode }) {
  const [shown, setShown] = useState(body.layers.length - 1);
  const text = body.layers[shown]?.text ?? body.body;
  return (
    <>
      {body.layers.length > 1 ? (
        <LayerTabs
          layers={body.layers.map(({ label }, index) => ({ key: String(index), label }))}
          value={String(shown)}
          onChange={(key) => setShown(Number(key))}
          note={note}
        />
      ) : null}
      <BodyView
        text={text}
        textBytes={new TextEncoder().encode(text).length}
        attributes={Object.entries(body.attributes).map(([name, attribute]) => ({ name, ...attribute }))}
        systemAttributes={Object.entries(body.system).map(([name, stringValue]) => ({
          name,
          dataType: "String",
          stringValue,
        }))}
      />
      {body.errorText ? <ErrorText text={body.errorText} /> : null}
    </>
  );
}

function ErrorText({ text }: { text: string }) {
  return (
    <div className="border-t">
      <PanelHeader title="Error in the message" hint="as it was sent" />
      <ScrollRegion
        label="Error in the message"
        className="machine max-h-72 bg-sunken px-4 py-3 leading-[19px] whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <VisibleText text={text} />
      </ScrollRegion>
    </div>
  );
}
