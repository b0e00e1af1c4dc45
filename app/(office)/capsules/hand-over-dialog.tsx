"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextArea } from "@/app/_components/ui/field";
import type { InputOf } from "@/lib/contract";

type Props = { subject: InputOf<"createCapsule">["subject"]; name: string; onClose: () => void };

/** Freezes the state of something for whoever takes over, and goes there. */
export function HandOverDialog({ subject, name, onClose }: Props) {
  const [note, setNote] = useState("");
  const router = useRouter();
  const create = useCommand("createCapsule", { onDone: ({ id }) => router.push(`/capsules/${id}`) });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Hand over ${name}`}
      confirmLabel="Freeze it"
      tone="filled"
      isBusy={create.isBusy}
      onConfirm={() => create.run({ subject, ...(note.trim() ? { note: note.trim() } : {}) })}
      error={create.problem ? <ProblemNote problem={create.problem} /> : undefined}
    >
      <p>
        Everything that is known now is written down under a link that never changes, for whoever may see every account
        that it speaks of. Message bodies are not in it.
      </p>
      <Field label="What whoever takes over should know" isOptional>
        <TextArea value={note} maxLength={2000} rows={4} onChange={(event) => setNote(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
