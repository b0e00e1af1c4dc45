"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import { RoleChoice } from "./access/role-choice";

const EMPTY = { name: "", email: "", password: "" };

const fields = [
  { field: "name", label: "Name", type: "text", autoComplete: "off", help: undefined },
  { field: "email", label: "E-mail", type: "email", autoComplete: "off", help: undefined },
  {
    field: "password",
    label: "First password",
    type: "password",
    autoComplete: "new-password",
    help: "At least 12 characters.",
  },
] as const;

/** Adds a person who signs in with e-mail and password. */
export function NewPerson() {
  const [draft, setDraft] = useState(EMPTY);
  const [role, setRole] = useState("viewer");
  const toast = useToast();
  const create = useCommand("createUser", {
    onDone: ({ name }) => {
      setDraft(EMPTY);
      toast({ text: `${name} can sign in.` });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.run({ ...draft, role });
  };
  return (
    <Panel title="Add a person">
      <form
        onSubmit={submit}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_140px_auto]"
      >
        {fields.map(({ field, label, type, autoComplete, help }) => (
          <Field key={field} label={label} help={help} error={create.fieldError(field)}>
            <TextInput
              type={type}
              autoComplete={autoComplete}
              value={draft[field]}
              onChange={(event) => setDraft((before) => ({ ...before, [field]: event.target.value }))}
            />
          </Field>
        ))}
        <Field label="Role" error={create.fieldError("role")}>
          <RoleChoice value={role} onChange={setRole} />
        </Field>
        <Button type="submit" isBusy={create.isBusy} className="lg:mt-6">
          Add
        </Button>
      </form>
      {create.problem && !create.problem.fields?.length ? (
        <div className="mt-3">
          <ProblemNote problem={create.problem} />
        </div>
      ) : null}
    </Panel>
  );
}
