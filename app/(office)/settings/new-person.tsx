"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import { ROLES, type Role } from "@/lib/core/actor";

const EMPTY = { name: "", email: "", password: "" };

/** Adds a person who signs in with e-mail and password. */
export function NewPerson() {
  const [draft, setDraft] = useState(EMPTY);
  const [role, setRole] = useState<Role>("viewer");
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
  const input = (field: keyof typeof EMPTY, type: string) => (
    <TextInput
      type={type}
      autoComplete={field === "password" ? "new-password" : "off"}
      value={draft[field]}
      onChange={(event) => setDraft((before) => ({ ...before, [field]: event.target.value }))}
    />
  );
  return (
    <Panel title="Add a person">
      <form
        onSubmit={submit}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[1fr_1fr_1fr_140px_auto]"
      >
        <Field label="Name" error={create.fieldError("name")}>
          {input("name", "text")}
        </Field>
        <Field label="E-mail" error={create.fieldError("email")}>
          {input("email", "email")}
        </Field>
        <Field label="First password" help="At least 12 characters." error={create.fieldError("password")}>
          {input("password", "password")}
        </Field>
        <Field label="Role" error={create.fieldError("role")}>
          <Select
            value={role}
            onChange={(event) =>
              setRole((Object.keys(ROLES) as Role[]).find((one) => one === event.target.value) ?? "viewer")
            }
          >
            {Object.keys(ROLES).map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
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
