"use client";

import { useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import type { RoleView } from "@/lib/contract/access-fields";
import { RoleDrawer } from "./access/role-drawer";

/** Roles: the built-in ones to read, one's own to change. */
export function Roles({ roles: first }: { roles: OutputOf<"listRoles"> }) {
  const roles = (useAnswer("listRoles", {}, { initialData: first }).data ?? first).items;
  const [open, setOpen] = useState<string | "new">();
  const refusal = useRefusal("users.manage");
  const look = (role: RoleView) => {
    const label = role.isBuiltIn || refusal ? "Look" : "Change…";
    return (
      <Button size="sm" aria-label={`${label}: what ${role.name} may do`} onClick={() => setOpen(role.id)}>
        {label}
      </Button>
    );
  };
  return (
    <Panel
      title="Roles"
      hint="sets of rights; a grant says over what"
      actions={
        <Button size="sm" variant="filled" disabledReason={refusal} onClick={() => setOpen("new")}>
          New role…
        </Button>
      }
      isFlush
    >
      <DataTable
        caption="Roles"
        columns={[
          ...columns,
          { key: "look", header: <span className="sr-only">Action</span>, width: 104, isRight: true, cell: look },
        ]}
        rows={roles}
        keyOf={({ id }) => id}
        phoneRow={(role) => (
          <div className="flex items-center gap-3">
            <span className="min-w-0 flex-1">
              <span className="weight-emphasis">{role.name}</span>
              <span className="block text-xs text-ink-2">{role.description}</span>
            </span>
            {look(role)}
          </div>
        )}
      />
      {open ? (
        <RoleDrawer key={open} role={roles.find(({ id }) => id === open)} onClose={() => setOpen(undefined)} />
      ) : null}
    </Panel>
  );
}

const columns: Column<RoleView>[] = [
  { key: "name", header: "Role", width: 180, cell: ({ name }) => <span className="weight-emphasis">{name}</span> },
  { key: "description", header: "For", cell: ({ description }) => <span title={description}>{description}</span> },
  { key: "rights", header: "Rights", width: 80, isRight: true, cell: ({ capabilities }) => capabilities.length },
  { key: "grants", header: "Given", width: 80, isRight: true, cell: ({ grantCount }) => `${grantCount}×` },
];
