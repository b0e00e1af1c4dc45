"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextArea } from "@/app/_components/ui/field";
import type { Plan } from "@/lib/contract/plans";
import { needsText } from "./approval-words";

/** Asks other people to approve a plan, with what they should know. */
export function AskDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const [comment, setComment] = useState("");
  const ask = useCommand("askForApproval", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Ask for approval of P-${plan.number}?`}
      confirmLabel="Ask for approval"
      tone="filled"
      isBusy={ask.isBusy}
      error={ask.problem && !ask.fieldError("comment") ? <ProblemNote problem={ask.problem} /> : undefined}
      onConfirm={() => ask.run({ id: plan.id, hash: plan.hash, ...(comment.trim() ? { comment } : {}) })}
    >
      <p>{needsText(plan.approval)} Neither you nor who made the plan can give it.</p>
      <Field label="What they should know" isOptional error={ask.fieldError("comment")}>
        <TextArea value={comment} maxLength={1000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
