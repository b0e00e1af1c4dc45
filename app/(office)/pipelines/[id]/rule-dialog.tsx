"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ChoiceList } from "@/app/_components/ui/choice-list";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { PipelineDetail } from "@/lib/contract/pipelines";
import { EMPTY_RULE, matchFrom, type RuleDraft } from "./rule-draft";

type Props = { pipeline: PipelineDetail; onClose: () => void };

const FIELDS: readonly { key: keyof RuleDraft; label: string; help?: string }[] = [
  { key: "name", label: "Name", help: "* stands for anything: orders-*" },
  { key: "account", label: "Account", help: "12 digits, or a name with *" },
  { key: "region", label: "Region" },
  { key: "tagKey", label: "Tag" },
  { key: "tagValue", label: "Value of the tag", help: "Empty: any value." },
];

/** Says what belongs to the pipeline, or where it begins, by what outlives a new name. */
export function RuleDialog({ pipeline, onClose }: Props) {
  const [kind, setKind] = useState<"join" | "cut">("join");
  const [draft, setDraft] = useState(EMPTY_RULE);
  const [isTried, setTried] = useState(false);
  const match = matchFrom(draft);
  const toast = useToast();
  const add = useCommand("addPipelineRule", {
    onDone: () => {
      toast({ text: "The rule is kept. It is put together anew within a minute." });
      onClose();
    },
  });
  const onConfirm = () => {
    setTried(true);
    if (match) add.run({ id: pipeline.id, kind, match });
  };
  const missing = isTried && !match ? "Name at least one of them: a rule may not match everything." : undefined;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Add a rule to ${pipeline.name}`}
      confirmLabel="Add rule"
      tone="filled"
      onConfirm={onConfirm}
      isBusy={add.isBusy}
      error={add.problem ? <ProblemNote problem={add.problem} /> : missing}
    >
      <ChoiceList
        label="What the rule does"
        value={kind}
        onChange={setKind}
        choices={[
          { value: "join", label: "Belongs to it", help: "What matches, and what it leads to, becomes part of it." },
          { value: "cut", label: "Begins at", help: "What comes before what matches is not part of it." },
        ]}
      />
      <MatchFields draft={draft} onChange={setDraft} />
    </ConfirmDialog>
  );
}

function MatchFields({ draft, onChange }: { draft: RuleDraft; onChange: (draft: RuleDraft) => void }) {
  return (
    <div className="grid gap-2 sm:grid-cols-2">
      {FIELDS.map(({ key, label, help }) => (
        <Field key={key} label={label} help={help} isOptional>
          <TextInput
            value={draft[key]}
            autoComplete="off"
            onChange={(event) => onChange({ ...draft, [key]: event.target.value })}
          />
        </Field>
      ))}
    </div>
  );
}
