"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { ReviewAction } from "@/lib/contract/review-fields";
import type { EndAction } from "./use-end-action";

type Props = { action: ReviewAction; ending: EndAction; onClose: () => void };

/** What is dropped says why, for those who agreed on it. */
export function DropDialog({ action, ending, onClose }: Props) {
  const [reason, setReason] = useState("");
  const given = reason.trim();
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Drop No. ${action.number}?`}
      confirmLabel="Drop it"
      tone="filled"
      isBusy={ending.busyId === action.id}
      disabledReason={given ? undefined : "Say why first."}
      onConfirm={() => ending.end(action, { state: "dropped", reason: given }, onClose)}
      error={ending.problem}
    >
      <p>It is not carried over any more. What was agreed stays readable, with the reason.</p>
      <Field label="Why">
        <TextInput value={reason} maxLength={1000} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
