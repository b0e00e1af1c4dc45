"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import type { User } from "@/lib/contract/people";
import { GroupGrants } from "./access/group-grants";
import { PersonDrawer } from "./access/person-drawer";
import { NewPerson } from "./new-person";

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
      <GroupGrants />
      <NewPerson />
    </div>
  );
}

function PeopleTable({ first }: { first: OutputOf<"listUsers"> }) {
  const users = (useAnswer("listUsers", {}, { initialData: first }).data ?? first).items;
  const [openId, setOpenId] = useState<string>();
  const change = (user: User) => (
    <Button size="sm" aria-label={`Roles of ${user.name}`} onClick={() => setOpenId(user.id)}>
      Roles…
    </Button>
  );
  return (
    <Panel title="People" hint="a role is a set of rights, over everything or a part" isFlush>
      <DataTable
        caption="People and their roles"
        columns={[
          ...columns,
          { key: "change", header: <span className="sr-only">Action</span>, width: 96, isRight: true, cell: change },
        ]}
        rows={users}
        keyOf={({ id }) => id}
        phoneRow={(user) => (
          <div className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              {user.name} <span className="block text-xs text-ink-2">{rolesOf(user)}</span>
            </span>
            {change(user)}
          </div>
        )}
      />
      <PersonDrawer person={users.find(({ id }) => id === openId)} onClose={() => setOpenId(undefined)} />
    </Panel>
  );
}

/** "operator in environment staging, viewer". */
function rolesOf({ grants, disabledAt }: User): string {
  if (disabledAt) return "removed";
  if (grants.length === 0) return "no role";
  return grants
    .map(({ roleName, selector, where }) => (selector.kind === "all" ? roleName : `${roleName} (${where})`))
    .join(", ");
}

const columns: Column<User>[] = [
  { key: "name", header: "Name", width: 200, cell: ({ name }) => <span title={name}>{name}</span> },
  { key: "roles", header: "Roles", cell: (user) => <span title={rolesOf(user)}>{rolesOf(user)}</span> },
  { key: "email", header: "E-mail", from: "lg", cell: ({ email }) => <span title={email}>{email}</span> },
  { key: "since", header: "Since", width: 160, from: "lg", cell: ({ createdAt }) => <Moment at={createdAt} isPlain /> },
];
