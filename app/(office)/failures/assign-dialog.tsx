"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { FailureClass } from "@/lib/contract/failures";

type Props = { failure: FailureClass; onClose: () => void };

/** Names who looks after a class; left empty, it goes back to who owns the failing stage. */
export function AssignDialog({ failure, onClose }: Props) {
  const [owner, setOwner] = useState(failure.assignee ?? "");
  const toast = useToast();
  const assign = useCommand("assignFailureClass", {
    onDone: (after) => {
      toast({ text: after.owner ? `${after.owner} looks after it.` : "Nobody looks after it." });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Who looks after F-${failure.number}?`}
      confirmLabel={owner.trim() ? "Assign" : "Give back"}
      tone="filled"
      onConfirm={() => assign.run({ id: failure.id, owner: owner.trim() || null })}
      isBusy={assign.isBusy}
      error={assign.problem && !assign.fieldError("owner") ? <ProblemNote problem={assign.problem} /> : undefined}
    >
      <Field
        label="Person or team"
        isOptional
        help="Empty: whoever owns the stage that fails."
        error={assign.fieldError("owner")}
      >
        <TextInput value={owner} maxLength={200} onChange={(event) => setOwner(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
