"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { FailureClass } from "@/lib/contract/failures";
import { undoOf } from "./undo-triage";

type Props = { failure: FailureClass; onClose: () => void };

/** Takes a class out of what needs action, with a reason, and says what that does not do. */
export function DismissDialog({ failure, onClose }: Props) {
  const [reason, setReason] = useState("");
  const toast = useToast();
  const reopen = useCommand("reopenFailureClass");
  const { id } = failure;
  const dismiss = useCommand("dismissFailureClass", {
    onDone: (after) => {
      toast({ text: "Dismissed.", ...undoOf(after, reopen.run) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Dismiss F-${failure.number}?`}
      confirmLabel="Dismiss"
      tone="filled"
      onConfirm={() => dismiss.run({ id, reason })}
      isBusy={dismiss.isBusy}
      error={dismiss.problem && !dismiss.fieldError("reason") ? <ProblemNote problem={dismiss.problem} /> : undefined}
    >
      <p>
        It leaves what needs action and stays away, also when it regresses. Its messages stay where they are, are still
        counted, and are lost to retention like any other.
      </p>
      <Field label="Reason" help="Why nobody needs to act." error={dismiss.fieldError("reason")}>
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
