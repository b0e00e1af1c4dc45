"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { type DraftErrors, draftOf, objectiveFrom } from "./objective-draft";

type Props = { pipeline: PipelineDetail; onClose: () => void };

const FIELDS = [
  {
    key: "deliveredPercent",
    label: "Taken without a dead letter, %",
    help: "Of what comes in. 99.9 lets one of a thousand fail.",
  },
  {
    key: "ageMinutes",
    label: "No message waits longer than, minutes",
    help: "By the age of the oldest message of a queue.",
  },
  { key: "agePercent", label: "In this share of the minutes, %", help: "Those in which the age must hold." },
  { key: "windowDays", label: "Over days", help: "How far back the error budget reaches, 1 to 90." },
] as const;

/** Sets the objective of this pipeline, or goes back to that of its tier. */
export function ObjectiveDialog({ pipeline, onClose }: Props) {
  const [draft, setDraft] = useState(() => draftOf(pipeline.objective));
  const [errors, setErrors] = useState<DraftErrors>({});
  const toast = useToast();
  const save = useCommand("updatePipeline", {
    onDone: ({ isObjectiveByHand }) => {
      toast({ text: isObjectiveByHand ? "The objective is set." : "The objective is that of its tier again." });
      onClose();
    },
  });
  const onSave = () => {
    const told = objectiveFrom(draft);
    setErrors("errors" in told ? told.errors : {});
    if ("objective" in told) save.run({ id: pipeline.id, objective: told.objective });
  };
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Objective of ${pipeline.name}`}
      confirmLabel="Set objective"
      tone="filled"
      onConfirm={onSave}
      isBusy={save.isBusy}
      error={save.problem ? <ProblemNote problem={save.problem} /> : undefined}
    >
      {FIELDS.map(({ key, label, help }) => (
        <Field key={key} label={label} help={help} error={errors[key]}>
          <TextInput
            inputMode="decimal"
            value={draft[key]}
            autoComplete="off"
            onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
          />
        </Field>
      ))}
      {pipeline.isObjectiveByHand ? (
        <p>
          <Button size="sm" isBusy={save.isBusy} onClick={() => save.run({ id: pipeline.id, objective: null })}>
            Back to that of its tier
          </Button>
        </p>
      ) : null}
    </ConfirmDialog>
  );
}
