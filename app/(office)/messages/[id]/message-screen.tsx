"use client";

import { useCallback, useMemo } from "react";
import { useAnswer } from "@/app/_components/api";
import { formatShortId } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { useKeys } from "@/app/_components/shell/key-provider";
import { onFailure } from "@/app/_components/targets";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { CauseChip } from "@/app/_components/ui/chip";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { FactStrip } from "@/app/_components/ui/fact-strip";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { FailedMessage, FailureClassDetail } from "@/lib/contract/failures";
import { originWords } from "../../failures/class-words";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { MessageBody } from "../message-body";
import { goneReason, MessageState } from "../message-state";
import { useEditRefusal } from "./edit/use-edit-refusal";
import { messageFacts } from "./message-facts";
import { MessageSide } from "./message-side";

type Props = { message: FailedMessage; failure: FailureClassDetail };

/** One failed message: where it is, what it says, how it goes back. */
export function MessageScreen({ message: first, failure }: Props) {
  const message = useAnswer("getFailedMessage", { id: first.id }, { initialData: first }).data ?? first;
  const { drawer, refusal, plan } = useMessagePlan(message, failure);
  const whyNoEdit = useEditRefusal(message);
  const buttons = (
    <>
      <Button variant="danger-outline" disabledReason={refusal} onClick={() => plan("discard")}>
        Discard…
      </Button>
      <EditAction messageId={message.id} refusal={whyNoEdit} />
      <Button variant="filled" shortcut="r" disabledReason={refusal} onClick={() => plan("redrive")}>
        Plan redrive
      </Button>
    </>
  );
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Now", href: "/" },
          { label: message.classTitle, href: `/failures/${message.classId}` },
          { label: formatShortId(message.messageId) },
        ]}
        title={message.classTitle}
        lead={<Lead message={message} />}
        actions={refusal ? <RefusedActions reason={refusal} /> : buttons}
      />
      <FactStrip label="Facts" size="section" facts={messageFacts(message)} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <Panel title="Message" hint="read from our copy, no receive" actions="each reading is audited" isFlush>
          <MessageBody message={message} />
        </Panel>
        <MessageSide message={message} failure={failure} />
      </div>
      <MessagePhoneActions refusal={refusal} editOf={whyNoEdit ? undefined : message.id} onPlan={plan} />
      {drawer}
    </>
  );
}

function useMessagePlan(message: FailedMessage, failure: FailureClassDetail) {
  const mayNot = useRefusal("plans.create", onFailure(failure));
  const refusal = mayNot ?? goneReason(message);
  const { openPlan, drawer } = usePlanDrawer({
    request: { action: "redrive", selection: { messageIds: [message.id] } },
    title: "Redrive 1 message",
  });
  const { id } = message;
  const plan = useCallback(
    (action: "redrive" | "discard") =>
      openPlan(
        { action, selection: { messageIds: [id] } },
        action === "redrive" ? "Redrive 1 message" : "Discard 1 message",
      ),
    [openPlan, id],
  );
  useKeys(
    useMemo(
      () => (refusal ? [] : [{ keys: "r", label: "Plan redrive", group: "This message", run: () => plan("redrive") }]),
      [refusal, plan],
    ),
  );
  return { drawer, refusal, plan };
}

/** The way to the editor; while it is closed, it says why. */
function EditAction({ messageId, refusal }: { messageId: string; refusal: string | undefined }) {
  if (refusal) return <Button disabledReason={refusal}>Edit and redrive</Button>;
  return <ButtonLink href={`/messages/${messageId}/edit`}>Edit and redrive</ButtonLink>;
}

type PhoneProps = {
  refusal: string | undefined;
  /** The message that may be edited; undefined when it may not. */
  editOf: string | undefined;
  onPlan: (action: "redrive" | "discard") => void;
};

function MessagePhoneActions({ refusal, editOf, onPlan }: PhoneProps) {
  const disabledBy = refusal ? "message-refusal-phone" : undefined;
  return (
    <PhoneActions consequence={<span id={disabledBy}>{refusal ?? "Nothing is sent before you apply the plan."}</span>}>
      <Button variant="filled" size="touch" disabledBy={disabledBy} onClick={() => onPlan("redrive")}>
        Plan redrive
      </Button>
      {editOf ? (
        <ButtonLink size="touch" href={`/messages/${editOf}/edit`}>
          Edit and redrive
        </ButtonLink>
      ) : null}
      <Button variant="danger-outline" size="touch" disabledBy={disabledBy} onClick={() => onPlan("discard")}>
        Discard…
      </Button>
    </PhoneActions>
  );
}

/** Both actions off for one reason: said once, under both. */
function RefusedActions({ reason }: { reason: string }) {
  return (
    <span className="grid justify-items-end gap-1.5">
      <span className="flex gap-2">
        <Button variant="danger-outline" disabledBy="message-refusal">
          Discard…
        </Button>
        <Button variant="filled" disabledBy="message-refusal">
          Plan redrive
        </Button>
      </span>
      <span id="message-refusal" className="max-w-[44ch] text-right text-xs text-ink-2">
        {reason}
      </span>
    </span>
  );
}

function Lead({ message }: { message: FailedMessage }) {
  return (
    <>
      <MessageState message={message} />
      <CauseChip cause={message.causeKind} />
      <LeadDot />
      {message.messageType}
      <LeadDot />
      {originWords(message.originKind)}
      <LeadDot />
      <span className="flex min-w-0 items-center">
        <code className="machine wrap-anywhere">{message.messageId}</code>
        <CopyButton text={message.messageId} label="Copy the message id" isIconOnly />
      </span>
    </>
  );
}
