"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal, useWhomToAsk } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Moment } from "@/app/_components/ui/time";
import type { FailedMessage } from "@/lib/contract/failures";
import type { MessageBody } from "@/lib/contract/message-body";

type Props = {
  message: Pick<FailedMessage, "id" | "accountId">;
  body: Pick<MessageBody, "kept" | "maskedCount" | "reveal" | "mayReveal">;
};

/** Above a body: what is masked, and the way to see it for a while, with a reason. */
export function RevealBar({ message, body }: Props) {
  const messageId = message.id;
  const [isAsking, setAsking] = useState(false);
  const refusal = useRefusal("bodies.reveal", inAccount(message));
  const whom = useWhomToAsk();
  const readAgain = useReadAgain(messageId);
  const end = useCommand("endReveal", { onDone: readAgain });
  if (body.reveal)
    return (
      <Line
        text={
          <>
            Unmasked for you until <Moment at={body.reveal.until} isPlain />. This is in the audit log.
          </>
        }
      >
        <Button size="sm" isBusy={end.isBusy} onClick={() => end.run({ id: messageId })}>
          Mask again
        </Button>
      </Line>
    );
  if (body.kept === "masked")
    return <Line text="Kept masked: there is no original here, so nothing can be revealed." />;
  if (!body.maskedCount) return null;
  return (
    <>
      <Line text={`${body.maskedCount} ${body.maskedCount === 1 ? "value is" : "values are"} masked.`}>
        <Button
          size="sm"
          disabledReason={body.mayReveal ? undefined : (refusal ?? `You may not reveal this message. ${whom}`)}
          onClick={() => setAsking(true)}
        >
          Reveal…
        </Button>
      </Line>
      <RevealDialog messageId={messageId} isOpen={isAsking} onClose={() => setAsking(false)} onRevealed={readAgain} />
    </>
  );
}

/** Nothing of before stays, should the reading fail: neither here nor of its copies in the vault. */
function useReadAgain(messageId: string): () => void {
  const queries = useQueryClient();
  return () => {
    void queries.resetQueries({ queryKey: ["getMessageBody", { id: messageId }] });
    void queries.resetQueries({ queryKey: ["getVaultBody"] });
  };
}

function Line({ text, children }: { text: ReactNode; children?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-1.5 text-ink-2">
      <span className="min-w-0 flex-1">{text}</span>
      {children}
    </div>
  );
}

type DialogProps = { messageId: string; isOpen: boolean; onClose: () => void; onRevealed: () => void };

function RevealDialog({ messageId, isOpen, onClose, onRevealed }: DialogProps) {
  const [reason, setReason] = useState("");
  const [minutes, setMinutes] = useState(15);
  const reveal = useCommand("revealMessage", {
    onDone: () => {
      onClose();
      onRevealed();
    },
  });
  const run = (event?: FormEvent) => {
    event?.preventDefault();
    reveal.run({ id: messageId, reason, minutes });
  };
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => {
        reveal.reset();
        onClose();
      }}
      title="See what is masked in this message?"
      confirmLabel="Reveal"
      tone="filled"
      isBusy={reveal.isBusy}
      error={reveal.problem?.fields?.length ? undefined : reveal.problem?.detail}
      onConfirm={() => run()}
    >
      <form onSubmit={run} noValidate className="grid gap-3">
        <p>Only you see it, in this message only. Your name, the reason and the end are written into the audit log.</p>
        <Field label="Reason" error={reveal.fieldError("reason")}>
          <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Field label="For how long">
          <Select value={minutes} onChange={(event) => setMinutes(Number(event.target.value))}>
            {[5, 15, 30, 60].map((one) => (
              <option key={one} value={one}>
                {one} minutes
              </option>
            ))}
          </Select>
        </Field>
      </form>
    </ConfirmDialog>
  );
}
