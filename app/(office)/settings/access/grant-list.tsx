"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Moment } from "@/app/_components/ui/time";
import type { GrantView } from "@/lib/contract/access-fields";

type Props = { grants: GrantView[]; name: string; onRevoked: () => void };

/** Somebody's grants, each with where, since when, why and until when; each can be taken back. */
export function GrantList({ grants, name, onRevoked }: Props) {
  const [asked, setAsked] = useState<GrantView>();
  const revoke = useCommand("revokeGrant", {
    onDone: () => {
      setAsked(undefined);
      onRevoked();
    },
  });
  if (grants.length === 0) return <p className="text-ink-2">No role yet: {name} can sign in and see nothing.</p>;
  return (
    <>
      <ul className="grid gap-2">
        {grants.map((grant) => (
          <li key={grant.id} className="flex items-start gap-3">
            <span className="min-w-0 flex-1">
              <span className="weight-emphasis">{grant.roleName}</span> · {grant.where}
              <span className="block text-xs text-ink-2">
                <GrantFacts grant={grant} />
              </span>
            </span>
            <Button size="sm" variant="danger-outline" onClick={() => setAsked(grant)}>
              Take back…
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={asked !== undefined}
        onClose={() => {
          setAsked(undefined);
          revoke.reset();
        }}
        title={`Take ${asked?.roleName ?? ""} back from ${name}?`}
        confirmLabel="Take back"
        isBusy={revoke.isBusy}
        error={revoke.problem?.detail}
        onConfirm={() => asked && revoke.run({ id: asked.id })}
      >
        <p>It holds no longer from the next request on, also for tokens of {name}. Runs that were started go on.</p>
      </ConfirmDialog>
    </>
  );
}

function GrantFacts({ grant }: { grant: GrantView }) {
  return (
    <>
      given <Moment at={grant.createdAt} isPlain />
      {grant.createdByName ? ` by ${grant.createdByName}` : ""}
      {grant.expiresAt ? (
        <>
          , ends <Moment at={grant.expiresAt} isPlain />
        </>
      ) : null}
      {grant.reason ? `: ${grant.reason}` : ""}
    </>
  );
}
