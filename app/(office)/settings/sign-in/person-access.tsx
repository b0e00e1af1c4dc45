"use client";

import { useState } from "react";
import { useAnswer, useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { Field, TextInput } from "@/app/_components/ui/field";
import { RelativeTime } from "@/app/_components/ui/time";
import { useToast } from "@/app/_components/ui/toasts";
import type { Identity } from "@/lib/contract/identities";
import type { User } from "@/lib/contract/people";
import { SessionsPanel } from "./sessions-panel";

/** How one person gets in: identities, sessions, password, and keeping them out. For a drawer about the person. */
export function PersonAccess({ user }: { user: User }) {
  return (
    <>
      <Identities userId={user.id} />
      <DrawerSection>
        <SessionsPanel title="Sessions" userId={user.id} />
      </DrawerSection>
      {user.disabledAt === null ? <NewPassword user={user} /> : null}
      <KeepOut user={user} />
    </>
  );
}

function Identities({ userId }: { userId: string }) {
  const items = useAnswer("listIdentities", { userId }).data?.items ?? [];
  return (
    <DrawerSection title="Identities" hint="at providers, by issuer and subject">
      {items.length === 0 ? <p className="text-ink-2">None. This person signs in by password, or not at all.</p> : null}
      <ul>
        {items.map((identity) => (
          <li key={identity.id}>
            <IdentityRow identity={identity} />
          </li>
        ))}
      </ul>
    </DrawerSection>
  );
}

function IdentityRow({ identity }: { identity: Identity }) {
  const unlink = useCommand("unlinkIdentity");
  const { id, providerKey, subject, email, groups, lastSignedInAt } = identity;
  return (
    <div className="grid gap-1 border-b py-2 last:border-b-0">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 text-xs wrap-anywhere text-ink-2">
          <span className="weight-emphasis text-sm text-ink">{providerKey}</span>{" "}
          <code className="machine">{subject}</code>
          {email ? `, ${email}` : ""}.{" "}
          {lastSignedInAt ? (
            <>
              Signed in <RelativeTime at={lastSignedInAt} suffix=" ago" isPlain />
            </>
          ) : (
            "Has not signed in yet"
          )}
          . {groups.length > 0 ? `Groups then: ${groups.join(", ")}.` : "No groups."}
        </p>
        <Button size="sm" isBusy={unlink.isBusy} aria-label={`Unlink ${subject}`} onClick={() => unlink.run({ id })}>
          Unlink
        </Button>
      </div>
      {unlink.problem ? <ProblemNote problem={unlink.problem} /> : null}
    </div>
  );
}

function NewPassword({ user }: { user: User }) {
  const [password, setPassword] = useState("");
  const toast = useToast();
  const set = useCommand("setPassword", {
    onDone: () => {
      setPassword("");
      toast({ text: `${user.name} has a new password; their sessions have ended.` });
    },
  });
  return (
    <DrawerSection title="New password" hint="ends their sessions">
      <div className="flex flex-wrap items-start gap-2">
        <Field
          label="Password"
          help="At least 12 characters."
          error={set.fieldError("password")}
          className="min-w-56 flex-1"
        >
          <TextInput
            type="password"
            autoComplete="new-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button
          className="sm:mt-6"
          isBusy={set.isBusy}
          disabledReason={password === "" ? "Write one first." : undefined}
          onClick={() => set.run({ id: user.id, password })}
        >
          Give
        </Button>
      </div>
      {set.problem && !set.problem.fields?.length ? <ProblemNote problem={set.problem} /> : null}
    </DrawerSection>
  );
}

function KeepOut({ user }: { user: User }) {
  const [isAsking, setAsking] = useState(false);
  const remove = useCommand("removeUser", { onDone: () => setAsking(false) });
  const restore = useCommand("restoreUser");
  const isOut = user.disabledAt !== null;
  return (
    <DrawerSection title={isOut ? "Removed" : "Remove"}>
      <p className="pb-2 text-ink-2">
        {isOut
          ? "This person cannot sign in. Let in again, they have the grants that they had; their tokens stay revoked."
          : "Ends their sessions and revokes their tokens at once. What they did stays under their name."}
      </p>
      {isOut ? (
        <Button isBusy={restore.isBusy} onClick={() => restore.run({ id: user.id })}>
          Let in again
        </Button>
      ) : (
        <Button variant="danger-outline" onClick={() => setAsking(true)}>
          Remove {user.name}…
        </Button>
      )}
      {restore.problem ? <ProblemNote problem={restore.problem} /> : null}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          remove.reset();
          setAsking(false);
        }}
        title={`Remove ${user.name}?`}
        confirmLabel="Remove"
        isBusy={remove.isBusy}
        error={remove.problem?.detail}
        onConfirm={() => remove.run({ id: user.id })}
      >
        <p>
          Their sessions end and their tokens are revoked, also those that pipelines use. Runs that they started go on.
        </p>
      </ConfirmDialog>
    </DrawerSection>
  );
}
