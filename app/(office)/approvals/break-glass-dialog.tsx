"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextArea } from "@/app/_components/ui/field";
import type { Plan } from "@/lib/contract/plans";
import { needsText } from "./approval-words";

type Props = { plan: Plan; isBusy: boolean; onClose: () => void; onConfirm: (reason: string) => void };

const SHORTEST = 10;

/** Applies a plan without its approvals, in an emergency: a reason, the queue's name typed, and everybody hears of it. */
export function BreakGlassDialog({ plan, isBusy, onClose, onConfirm }: Props) {
  const [reason, setReason] = useState("");
  const isShort = reason.trim().length < SHORTEST;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title="Apply without approval?"
      confirmLabel="Break the glass and apply"
      typedPhrase={plan.subject.name}
      isBusy={isBusy}
      disabledReason={isShort ? `Say why, in ${SHORTEST} characters or more.` : undefined}
      onConfirm={() => onConfirm(reason.trim())}
    >
      <p>
        {needsText(plan.approval)} You may go on without, in an emergency. Your name and reason stand on the run, in the
        audit log, and for three days on everybody’s first page.
      </p>
      <Field label="Why it cannot wait">
        <TextArea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
