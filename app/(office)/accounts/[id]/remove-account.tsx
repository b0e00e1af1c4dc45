"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { Button } from "@/app/_components/ui/button";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Panel } from "@/app/_components/ui/panel";
import type { Account } from "@/lib/contract/accounts";

/** Stops looking at the account, after its name was typed. */
export function RemoveAccount({ account }: { account: Account }) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const [erase, setErase] = useState(false);
  const refusal = useRefusal("accounts.manage", { accountId: account.id });
  const remove = useCommand("removeAccount", { onDone: () => router.push("/accounts") });
  return (
    <Panel title="Remove">
      <div className="grid justify-items-start gap-1.5">
        <p className="text-ink-2">We stop looking at it. Nothing changes in AWS.</p>
        <Button
          size="sm"
          variant="danger-outline"
          align="start"
          disabledReason={refusal}
          onClick={() => setAsking(true)}
        >
          Remove account…
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          remove.reset();
        }}
        title={`Remove ${account.name}?`}
        confirmLabel="Remove account"
        typedPhrase={account.name}
        isBusy={remove.isBusy}
        error={remove.problem?.detail}
        onConfirm={() => remove.run({ id: account.id, erase })}
      >
        <p>
          Its queues are not read any more and its failures leave every list. What was collected stays in the database
          until its retention, unless you erase it. The roles stay in AWS: delete them there.
        </p>
        <EraseToo account={account} erase={erase} onChange={setErase} />
      </ConfirmDialog>
    </Panel>
  );
}

type EraseProps = { account: Account; erase: boolean; onChange: (erase: boolean) => void };

function EraseToo({ account, erase, onChange }: EraseProps) {
  const refusal = useRefusal("messages.erase", { accountId: account.id });
  return (
    <Checkbox
      label="Erase its content too, for good"
      help="Bodies, error texts, log lines, notes and vault items go, second copies too. Ids, hashes, counts and the audit log stay. Content in its queues is not touched."
      disabledReason={refusal}
      checked={erase}
      onChange={(event) => onChange(event.target.checked)}
    />
  );
}
