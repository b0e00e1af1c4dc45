"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { AlertDetail } from "@/lib/contract/alerts";

/** Says whether an alert was worth telling. The review counts it; nothing else follows. */
export function NoiseDialog({ alert, onClose }: { alert: AlertDetail; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const toast = useToast();
  const isNoise = !alert.isNoise;
  const mark = useCommand("markAlertNoise", {
    onDone: () => {
      toast({ text: isNoise ? "Counted as noise." : "Not counted as noise." });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={isNoise ? `Was A-${alert.number} not worth telling?` : `Was A-${alert.number} worth telling after all?`}
      confirmLabel={isNoise ? "It was noise" : "It was no noise"}
      tone="filled"
      isBusy={mark.isBusy}
      onConfirm={() => mark.run({ id: alert.id, isNoise, ...(reason.trim() ? { reason: reason.trim() } : {}) })}
      error={mark.problem ? <ProblemNote problem={mark.problem} /> : undefined}
    >
      <p>The weekly review counts it. The alert stays as it is, and the next one is told as before.</p>
      <Field label="Why" isOptional help="It helps whoever changes the limits.">
        <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
