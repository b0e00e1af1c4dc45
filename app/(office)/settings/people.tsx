"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { User } from "@/lib/contract/people";
import { CAPABILITIES, ROLES, type Role } from "@/lib/core/access/capabilities";
import { NewPerson } from "./new-person";
import { RoleSelect } from "./role-select";

/** People and their roles, for admins. */
export function People({ users }: { users?: OutputOf<"listUsers"> }) {
  const refusal = useRefusal("users.manage");
  if (!users)
    return (
      <Panel title="People" isFlush>
        <EmptyState title="Not shown to you." evidence={refusal} />
      </Panel>
    );
  return (
    <div className="grid gap-4">
      <PeopleTable first={users} />
      <NewPerson />
    </div>
  );
}

type Change = { user: User; role: Role };

function PeopleTable({ first }: { first: OutputOf<"listUsers"> }) {
  const users = (useAnswer("listUsers", {}, { initialData: first }).data ?? first).items;
  const [asked, setAsked] = useState<Change>();
  const roleOf = (user: User) => (
    <RoleSelect label={`Role of ${user.name}`} value={user.role} onChange={(role) => setAsked({ user, role })} />
  );
  return (
    <Panel title="People" hint="a role is a set of rights, in all accounts" isFlush>
      <DataTable
        caption="People and their roles"
        columns={[...columns, { key: "role", header: "Role", width: 150, cell: roleOf }]}
        rows={users}
        keyOf={({ id }) => id}
        density="fleet"
        phoneRow={(user) => (
          <div className="grid gap-1">
            <span>
              {user.name} <span className="text-xs text-ink-3">{user.email}</span>
            </span>
            {roleOf(user)}
          </div>
        )}
      />
      <RoleDialog change={asked} onClose={() => setAsked(undefined)} />
    </Panel>
  );
}

const columns: Column<User>[] = [
  { key: "name", header: "Name", cell: ({ name }) => <span title={name}>{name}</span> },
  { key: "email", header: "E-mail", cell: ({ email }) => <span title={email}>{email}</span> },
  { key: "since", header: "Since", width: 160, from: "lg", cell: ({ createdAt }) => <Moment at={createdAt} isPlain /> },
];

function RoleDialog({ change, onClose }: { change: Change | undefined; onClose: () => void }) {
  const update = useCommand("updateUserRole", { onDone: onClose });
  if (!change) return null;
  const { user, role } = change;
  const rights = (one: Role): readonly string[] => ROLES[one];
  const given = rights(role).filter((right) => !rights(user.role).includes(right));
  const taken = rights(user.role).filter((right) => !rights(role).includes(right));
  return (
    <ConfirmDialog
      isOpen
      onClose={() => {
        update.reset();
        onClose();
      }}
      title={`Make ${user.name} ${role}?`}
      confirmLabel={`Make ${role}`}
      tone="filled"
      isBusy={update.isBusy}
      error={update.problem?.detail}
      onConfirm={() => update.run({ id: user.id, role })}
    >
      {given.length > 0 ? <RightList verb="May then" rights={given} /> : null}
      {taken.length > 0 ? <RightList verb="May no longer" rights={taken} /> : null}
    </ConfirmDialog>
  );
}

function RightList({ verb, rights }: { verb: string; rights: string[] }) {
  const words: Readonly<Record<string, string>> = CAPABILITIES;
  return (
    <div>
      <p className="weight-emphasis text-ink">{verb}</p>
      <ul className="list-disc pl-4">
        {rights.map((right) => (
          <li key={right}>{words[right]}</li>
        ))}
      </ul>
    </div>
  );
}
