"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { StateLabel } from "@/app/_components/ui/state-label";
import { Moment } from "@/app/_components/ui/time";
import type { Account } from "@/lib/contract/accounts";

/** Whether runs may change anything in the account, and the brake for this account alone. */
export function WritesPanel({ account }: { account: Account }) {
  return (
    <Panel title="Writes">
      <div className="grid gap-4">
        <Writable account={account} />
        <Brake account={account} />
      </div>
    </Panel>
  );
}

function Writable({ account }: { account: Account }) {
  const [isAsking, setAsking] = useState(false);
  const mayManage = useRefusal("accounts.manage", { accountId: account.id });
  const mayAllow = useRefusal("writes.allow", { accountId: account.id });
  const update = useCommand("updateAccount", { onDone: () => setAsking(false) });
  const refusal = mayManage ?? (account.isWritable ? undefined : mayAllow);
  return (
    <div className="grid justify-items-start gap-1.5">
      <p>
        {account.isWritable
          ? "Writable: runs may redrive, discard and restore here, with the operate role."
          : "Read-only: nothing is sent, deleted or moved here."}
      </p>
      <Button size="sm" align="start" disabledReason={refusal} onClick={() => setAsking(true)}>
        {account.isWritable ? "Make read-only…" : "Raise to writable…"}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          update.reset();
        }}
        title={account.isWritable ? `Make ${account.name} read-only?` : `Let runs write in ${account.name}?`}
        confirmLabel={account.isWritable ? "Make read-only" : "Raise to writable"}
        tone="filled"
        isBusy={update.isBusy}
        error={update.problem?.detail}
        onConfirm={() => update.run({ id: account.id, isWritable: !account.isWritable })}
      >
        {account.isWritable ? (
          <p>No new run can begin here. Runs under way stop before their next batch. Sent messages are not recalled.</p>
        ) : (
          <p>
            Operators can then apply plans that send messages to, and delete them from, queues of account{" "}
            {account.awsAccountId}
            {account.isProduction ? ", which is production" : ""}. It needs an operate role. Every step is audited.
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}

function Brake({ account }: { account: Account }) {
  const stopped = account.writesStopped;
  const mayStop = useRefusal("writes.stop", { accountId: account.id });
  const mayAllow = useRefusal("writes.allow", { accountId: account.id });
  const [isAsking, setAsking] = useState(false);
  const allow = useCommand("allowWrites");
  if (!stopped)
    return (
      <div className="grid justify-items-start gap-1.5 border-t pt-3">
        <p className="text-ink-2">The brake, for this account alone. Open runs pause within five seconds.</p>
        <Button
          size="sm"
          variant="danger-outline"
          align="start"
          disabledReason={mayStop}
          onClick={() => setAsking(true)}
        >
          Stop writes here…
        </Button>
        <StopDialog account={account} isOpen={isAsking} onClose={() => setAsking(false)} />
      </div>
    );
  return (
    <div className="grid justify-items-start gap-1.5 border-t pt-3">
      <StateLabel status="paused">Writes are stopped</StateLabel>
      <p className="text-ink-2">
        By {stopped.by}, <Moment at={stopped.at} />. Paused runs stay paused until somebody resumes them.
      </p>
      <Button
        size="sm"
        align="start"
        disabledReason={mayAllow}
        isBusy={allow.isBusy}
        onClick={() => allow.run({ accountId: account.id })}
      >
        Allow writes again
      </Button>
      {allow.problem ? <ProblemNote problem={allow.problem} /> : null}
    </div>
  );
}

type StopProps = { account: Account; isOpen: boolean; onClose: () => void };

function StopDialog({ account, isOpen, onClose }: StopProps) {
  const [reason, setReason] = useState("");
  const stop = useCommand("stopWrites", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => {
        stop.reset();
        onClose();
      }}
      title={`Stop all writes in ${account.name}?`}
      confirmLabel="Stop writes here"
      isBusy={stop.isBusy}
      error={stop.problem?.detail}
      onConfirm={() => stop.run({ accountId: account.id, ...(reason.trim() ? { reason: reason.trim() } : {}) })}
    >
      <p>Running runs of this account pause. Sent messages are not recalled. Reading goes on.</p>
      <Field label="Reason" isOptional help="Kept in the audit log.">
        <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}
