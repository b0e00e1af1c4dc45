"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";

type Props = { pipeline: PipelineDetail; onClose: () => void };

/** Gives a name that stays when its parts get others; without one it is worked out again. */
export function NameDialog({ pipeline, onClose }: Props) {
  const { id, isNamedByHand } = pipeline;
  const [name, setName] = useState(pipeline.name);
  const toast = useToast();
  const undo = useCommand("updatePipeline");
  const rename = useCommand("updatePipeline", {
    onDone: (done) => {
      const before = isNamedByHand ? pipeline.name : null;
      toast({ text: `It is called ${done.name} now.`, undo: { onUndo: () => undo.run({ id, name: before }) } });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Rename ${pipeline.name}`}
      confirmLabel={name.trim() ? "Rename" : "Work the name out again"}
      tone="filled"
      onConfirm={() => rename.run({ id, name: name.trim() || null })}
      isBusy={rename.isBusy}
      error={rename.problem && !rename.fieldError("name") ? <ProblemNote problem={rename.problem} /> : undefined}
    >
      <Field
        label="Name"
        help={`${isNamedByHand ? "Empty: it is worked out of its parts again. " : ""}The name stays with its entry when it is read again.`}
        error={rename.fieldError("name")}
      >
        <TextInput value={name} maxLength={200} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
