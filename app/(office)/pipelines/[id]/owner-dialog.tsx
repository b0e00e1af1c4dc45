"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { TIERS } from "@/lib/core/ownership/ownership";

type Props = { pipeline: PipelineDetail; onClose: () => void };

const FIELDS = ["owner", "team", "tier", "runbook"] as const;

/** Who answers for it and where it is written what to do. Only what was changed is sent. */
export function OwnerDialog({ pipeline, onClose }: Props) {
  const [draft, setDraft] = useState<Draft>(() => ({
    owner: pipeline.owner ?? "",
    team: pipeline.team ?? "",
    tier: pipeline.tier ?? "",
    runbook: pipeline.runbook ?? "",
  }));
  const toast = useToast();
  const save = useCommand("updatePipeline", {
    onDone: () => {
      toast({ text: "It is written down who answers for it." });
      onClose();
    },
  });
  const isUnderField = FIELDS.some((field) => save.fieldError(field));
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Who answers for ${pipeline.name}`}
      confirmLabel="Save"
      tone="filled"
      onConfirm={() => save.run({ id: pipeline.id, ...changesOf(pipeline, draft) })}
      isBusy={save.isBusy}
      error={save.problem && !isUnderField ? <ProblemNote problem={save.problem} /> : undefined}
    >
      <p>What is left empty is taken from the owners of its parts again.</p>
      <OwnerFields draft={draft} onChange={setDraft} errorOf={save.fieldError} />
    </ConfirmDialog>
  );
}

type Draft = Record<(typeof FIELDS)[number], string>;
type FieldsProps = {
  draft: Draft;
  onChange: (draft: Draft) => void;
  errorOf: (field: string) => string | undefined;
};

function OwnerFields({ draft, onChange, errorOf }: FieldsProps) {
  const text = (field: "owner" | "team" | "runbook") => (
    <TextInput
      value={draft[field]}
      maxLength={field === "runbook" ? 2000 : 200}
      autoComplete="off"
      onChange={(event) => onChange({ ...draft, [field]: event.target.value })}
    />
  );
  return (
    <>
      <Field label="Owner" isOptional error={errorOf("owner")}>
        {text("owner")}
      </Field>
      <Field label="Team" isOptional error={errorOf("team")}>
        {text("team")}
      </Field>
      <Field label="Tier" isOptional help="1 is what the business stops without." error={errorOf("tier")}>
        <Select value={draft.tier} onChange={(event) => onChange({ ...draft, tier: event.target.value })}>
          <option value="">none</option>
          {TIERS.map((tier) => (
            <option key={tier} value={tier}>
              {tier}
            </option>
          ))}
        </Select>
      </Field>
      <Field label="Runbook" isOptional help="Opens in a new window." error={errorOf("runbook")}>
        {text("runbook")}
      </Field>
    </>
  );
}

/** What differs from before; an emptied field goes back to what is worked out. */
function changesOf(before: PipelineDetail, draft: Draft) {
  const { owner, team, runbook } = draft;
  const tier = TIERS.find((one) => one === draft.tier) ?? null;
  return {
    ...(owner.trim() === (before.owner ?? "") ? {} : { owner: owner.trim() || null }),
    ...(team.trim() === (before.team ?? "") ? {} : { team: team.trim() || null }),
    ...(tier === before.tier ? {} : { tier }),
    ...(runbook.trim() === (before.runbook ?? "") ? {} : { runbook: runbook.trim() || null }),
  };
}
