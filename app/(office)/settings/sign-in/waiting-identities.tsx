"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Field, Select } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { RelativeTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { Identity } from "@/lib/contract/identities";

type Props = { first: OutputOf<"listIdentities">; users: OutputOf<"listUsers"> };

/** Identities that are nobody's: who tried to come in and was refused. Linking one is an admin's decision. */
export function WaitingIdentities({ first, users }: Props) {
  const items = (useAnswer("listIdentities", {}, { initialData: first }).data ?? first).items;
  if (items.length === 0) return null;
  return (
    <Panel title="Waiting to be linked" hint="the provider knows them; nobody here is them yet">
      <ul>
        {items.map((identity) => (
          <li key={identity.id}>
            <WaitingRow identity={identity} users={users} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function WaitingRow({ identity, users }: { identity: Identity; users: OutputOf<"listUsers"> }) {
  const [userId, setUserId] = useState(identity.sameEmailUserId ?? "");
  const toast = useToast();
  const link = useCommand("linkIdentity", {
    onDone: ({ userName }) => toast({ text: `Linked. It signs ${userName} in from now on.` }),
  });
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2 border-b py-2.5 last:border-b-0">
      <div className="min-w-0 flex-1 basis-72">
        <p className="weight-emphasis wrap-anywhere">{identity.name ?? identity.email ?? identity.subject}</p>
        <p className="text-xs wrap-anywhere text-ink-2">
          {identity.providerKey} says: {identity.email ?? "no e-mail"}, subject{" "}
          <code className="machine">{identity.subject}</code>. Tried{" "}
          <RelativeTime at={identity.lastTriedAt} suffix=" ago" isPlain />.
          {identity.sameEmailUserId ? " Somebody here has this address; make sure that it is the same person." : null}
        </p>
        {link.problem ? <ProblemNote problem={link.problem} /> : null}
      </div>
      <Field label="Is" className="w-56 max-sm:w-full">
        <Select value={userId} onChange={(event) => setUserId(event.target.value)}>
          <option value="">choose a person</option>
          {users.items
            .filter(({ disabledAt }) => disabledAt === null)
            .map(({ id, name, email }) => (
              <option key={id} value={id}>
                {name} ({email})
              </option>
            ))}
        </Select>
      </Field>
      <Button
        isBusy={link.isBusy}
        disabledReason={userId === "" ? "Choose a person first." : undefined}
        onClick={() => link.run({ id: identity.id, userId })}
      >
        Link
      </Button>
    </div>
  );
}
