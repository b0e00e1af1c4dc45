"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { partWord } from "../part-words";

type Props = { pipeline: PipelineDetail; onClose: () => void };

/** Begins a pipeline of its own at one of the parts. */
export function SplitDialog({ pipeline, onClose }: Props) {
  const [atArn, setAtArn] = useState("");
  const [name, setName] = useState("");
  const [isTried, setTried] = useState(false);
  const router = useRouter();
  const toast = useToast();
  const split = useCommand("splitPipeline", {
    onDone: ({ id }) => {
      toast({ text: `${name.trim()} begins there. Parts follow when it is put together next, within a minute.` });
      onClose();
      router.push(`/pipelines/${id}`);
    },
  });
  const onConfirm = () => {
    setTried(true);
    if (atArn && name.trim()) split.run({ id: pipeline.id, atArn, name: name.trim() });
  };
  const isUnderField = split.fieldError("name") ?? split.fieldError("atArn");
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Split ${pipeline.name}`}
      confirmLabel="Split"
      tone="filled"
      onConfirm={onConfirm}
      isBusy={split.isBusy}
      error={split.problem && !isUnderField ? <ProblemNote problem={split.problem} /> : undefined}
    >
      <p>What comes after the part goes with it. A rule keeps it so; removing that rule takes it back.</p>
      <Field
        label="Begins at"
        error={split.fieldError("atArn") ?? (isTried && !atArn ? "Choose the part at which it begins." : undefined)}
      >
        <PartChoice pipeline={pipeline} value={atArn} onChange={setAtArn} />
      </Field>
      <Field
        label="Name of the new pipeline"
        error={split.fieldError("name") ?? (isTried && !name.trim() ? "Give it a name." : undefined)}
      >
        <TextInput value={name} maxLength={200} autoComplete="off" onChange={(event) => setName(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

type PartProps = { pipeline: PipelineDetail; value: string; onChange: (arn: string) => void };

/** All but its entry, at which it begins already, and what nobody reads. */
function PartChoice({ pipeline, value, onChange }: PartProps) {
  const parts = pipeline.parts.filter(({ arn, kind }) => arn !== pipeline.entry?.arn && kind !== "outside");
  return (
    <Select value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">Choose a part</option>
      {parts.map((part) => (
        <option key={part.arn} value={part.arn}>
          {part.name} ({partWord(part)})
        </option>
      ))}
    </Select>
  );
}
