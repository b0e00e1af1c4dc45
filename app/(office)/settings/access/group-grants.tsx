"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { Drawer, DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { GrantView } from "@/lib/contract/access-fields";
import { GrantForm } from "./grant-form";
import { GrantList } from "./grant-list";

/** Roles that groups of an identity provider bring: whoever signs in with the group has them for that session's day. */
export function GroupGrants() {
  const grants = useAnswer("listGrants", {}).data?.items.filter(({ subjectKind }) => subjectKind === "group") ?? [];
  const [group, setGroup] = useState<string>();
  const groups = [...new Set(grants.map(({ subject }) => subject))].sort();
  return (
    <Panel title="Groups" hint="from the identity provider, read at each sign-in">
      {groups.length === 0 ? (
        <p className="mb-3 text-ink-2">
          No group has a role. People from a provider then have only what they are given above.
        </p>
      ) : (
        <ul className="mb-3 grid gap-1">
          {groups.map((subject) => (
            <li key={subject} className="flex items-center gap-3">
              <code className="machine min-w-0 flex-1 truncate">{subject}</code>
              <span className="text-ink-2">{rolesOf(grants, subject)}</span>
              <Button size="sm" onClick={() => setGroup(subject)}>
                Roles…
              </Button>
            </li>
          ))}
        </ul>
      )}
      <OtherGroup onOpen={setGroup} />
      {group ? <GroupDrawer group={group} grants={grants} onClose={() => setGroup(undefined)} /> : null}
    </Panel>
  );
}

function rolesOf(grants: GrantView[], subject: string): string {
  return grants
    .filter((grant) => grant.subject === subject)
    .map(({ roleName, where }) => `${roleName} (${where})`)
    .join(", ");
}

function OtherGroup({ onOpen }: { onOpen: (group: string) => void }) {
  const [text, setText] = useState("");
  const isWritten = /^[a-z0-9-]+:.+$/.test(text.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isWritten) onOpen(text.trim());
  };
  return (
    <form
      onSubmit={submit}
      noValidate
      className="grid items-start gap-3 sm:grid-cols-[minmax(0,360px)_auto] sm:justify-start"
    >
      <Field label="Another group" help="Written <provider>:<group>, for example okta:on-call.">
        <TextInput isMachine value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button
        type="submit"
        align="start"
        className="sm:mt-6"
        disabledReason={isWritten ? undefined : "Write the provider's key, a colon and the group."}
      >
        Give it a role…
      </Button>
    </form>
  );
}

type DrawerProps = { group: string; grants: GrantView[]; onClose: () => void };

function GroupDrawer({ group, grants, onClose }: DrawerProps) {
  const queries = useQueryClient();
  const changed = () => void queries.invalidateQueries({ queryKey: ["listGrants"] });
  return (
    <Drawer isOpen onClose={onClose} eyebrow="Group of an identity provider" title={group}>
      <DrawerSection title="Roles">
        <GrantList grants={grants.filter(({ subject }) => subject === group)} name={group} onRevoked={changed} />
      </DrawerSection>
      <DrawerSection title="Give a role">
        <GrantForm subjectKind="group" subject={group} onGiven={changed} />
      </DrawerSection>
    </Drawer>
  );
}
