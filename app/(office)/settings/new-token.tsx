"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useMe } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import { ROLES, type Role } from "@/lib/core/access/capabilities";
import { ALL_ROLES, RoleSelect } from "./role-select";

const LIFETIMES_DAYS = [7, 30, 90, 365];
const EMPTY = { name: "", role: "viewer" as Role, expiresInDays: 90 };

type Made = OutputOf<"createToken">;

/** The form for a new token: at most one's own role, and an end. */
export function NewToken({ onMade }: { onMade: (made: Made) => void }) {
  const [draft, setDraft] = useState(EMPTY);
  const set = (changes: Partial<typeof EMPTY>) => setDraft((before) => ({ ...before, ...changes }));
  const create = useCommand("createToken", {
    onDone: (made) => {
      set({ name: "" });
      onMade(made);
      window.scrollTo({ top: 0 });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.run(draft);
  };
  return (
    <Panel title="New token">
      <form
        onSubmit={submit}
        noValidate
        className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_160px_140px_auto]"
      >
        <Field label="Name" help="What it is for: deploy pipeline." error={create.fieldError("name")}>
          <TextInput value={draft.name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
        <Field label="Role" help="At most your own." error={create.fieldError("role")}>
          <RoleSelect value={draft.role} roles={useOwnRoles()} onChange={(role) => set({ role })} />
        </Field>
        <Field label="Ends after" error={create.fieldError("expiresInDays")}>
          <LifetimeSelect days={draft.expiresInDays} onChange={(expiresInDays) => set({ expiresInDays })} />
        </Field>
        <Button type="submit" variant="filled" isBusy={create.isBusy} className="lg:mt-6">
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

/** The roles whose every right this person has. */
function useOwnRoles(): Role[] {
  const { capabilities } = useMe();
  return ALL_ROLES.filter((role) => ROLES[role].every((capability) => capabilities.includes(capability)));
}

function LifetimeSelect({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  return (
    <Select value={days} onChange={(event) => onChange(Number(event.target.value))}>
      {LIFETIMES_DAYS.map((lifetime) => (
        <option key={lifetime} value={lifetime}>
          {lifetime} days
        </option>
      ))}
    </Select>
  );
}
