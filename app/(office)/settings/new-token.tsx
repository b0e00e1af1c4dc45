"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useMe } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { ROLES, type Role } from "@/lib/core/actor";

const LIFETIMES = [7, 30, 90, 365];

/** The form for a new token: at most one's own role, and an end. */
export function NewToken({ onMade }: { onMade: (made: OutputOf<"createToken">) => void }) {
  const me = useMe();
  const roles = (Object.keys(ROLES) as Role[]).filter((role) =>
    ROLES[role].every((capability) => me.capabilities.includes(capability)),
  );
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("viewer");
  const [days, setDays] = useState(90);
  const create = useCommand("createToken", {
    onDone: (made) => {
      setName("");
      onMade(made);
      window.scrollTo({ top: 0 });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.run({ name, role, expiresInDays: days });
  };
  return (
    <Panel title="New token">
      <form
        onSubmit={submit}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_160px_140px_auto]"
      >
        <Field label="Name" help="What it is for: deploy pipeline." error={create.fieldError("name")}>
          <TextInput value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Role" help="At most your own." error={create.fieldError("role")}>
          <Select
            value={role}
            onChange={(event) => setRole(roles.find((one) => one === event.target.value) ?? "viewer")}
          >
            {roles.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Ends after" error={create.fieldError("expiresInDays")}>
          <Select value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {LIFETIMES.map((lifetime) => (
              <option key={lifetime} value={lifetime}>
                {lifetime} days
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" variant="filled" isBusy={create.isBusy} className="sm:mt-6">
          Make token
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
