"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import type { InputOf } from "@/lib/contract";
import { RoleChoice, useRoleWords } from "./role-choice";
import { EVERYTHING_DRAFT, selectorFrom } from "./selector-draft";
import { SelectorPicker } from "./selector-picker";

const ENDS = [
  { hours: 0, label: "until taken back" },
  { hours: 1, label: "for an hour" },
  { hours: 8, label: "for 8 hours" },
  { hours: 24, label: "for a day" },
  { hours: 168, label: "for a week" },
  { hours: 720, label: "for 30 days" },
];
const EMPTY = { role: "operator", where: EVERYTHING_DRAFT, hours: 0, reason: "" };

type Props = { subjectKind: "user" | "group"; subject: string; onGiven: () => void };

/** Gives a person or a group a role over a scope, perhaps only for a while. */
export function GrantForm({ subjectKind, subject, onGiven }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  const set = (changes: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...changes }));
  const give = useCommand("giveGrant", {
    onDone: () => {
      setDraft(EMPTY);
      onGiven();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.run(inputFrom(draft, subjectKind, subject));
  };
  return (
    <form onSubmit={submit} noValidate className="grid gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Role" help={useRoleWords(draft.role)} error={give.fieldError("role")}>
          <RoleChoice value={draft.role} onChange={(role) => set({ role })} />
        </Field>
        <Field label="How long" error={give.fieldError("expiresAt")}>
          <Select value={draft.hours} onChange={(event) => set({ hours: Number(event.target.value) })}>
            {ENDS.map(({ hours, label }) => (
              <option key={hours} value={hours}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
      </div>
      <SelectorPicker value={draft.where} error={give.fieldError("selector")} onChange={(where) => set({ where })} />
      <Field
        label="Reason"
        isOptional={draft.hours === 0}
        help="Written into the audit log, and shown to the person."
        error={give.fieldError("reason")}
      >
        <TextInput value={draft.reason} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      {give.problem && !give.problem.fields?.length ? <ProblemNote problem={give.problem} /> : null}
      <div>
        <Button type="submit" variant="filled" isBusy={give.isBusy}>
          Give role
        </Button>
      </div>
    </form>
  );
}

function inputFrom(draft: typeof EMPTY, subjectKind: Props["subjectKind"], subject: string): InputOf<"giveGrant"> {
  const { role, where, hours, reason } = draft;
  return {
    subjectKind,
    subject,
    role,
    selector: selectorFrom(where),
    ...(reason.trim() ? { reason } : {}),
    ...(hours > 0 ? { expiresAt: new Date(Date.now() + hours * 3_600_000).toISOString() } : {}),
  };
}
