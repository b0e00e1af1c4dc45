"use client";

import { useState } from "react";
import { formatCount, formatPlural } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import type { Plan } from "@/lib/contract/plans";

type Props = { plan: Plan; isBusy: boolean; disabledBy: string | undefined; onApply: (confirm?: string) => void };

/** A purge takes the name of the queue, typed: what was not copied cannot be had back. */
function PurgeButton({ plan, isBusy, disabledBy, onApply }: Props) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button variant="danger-outline" isBusy={isBusy} disabledBy={disabledBy} onClick={() => setAsking(true)}>
        Purge…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Purge ${plan.subject.name}?`}
        confirmLabel="Purge everything"
        typedPhrase={plan.subject.name}
        isBusy={isBusy}
        onConfirm={() => {
          setAsking(false);
          onApply(plan.subject.name);
        }}
      >
        <p>
          What can be read is copied to the vault first. Then SQS deletes everything in {plan.subject.name}: what
          arrives meanwhile or could not be read is gone for good. The worker must be configured to allow it.
        </p>
      </ConfirmDialog>
    </>
  );
}

/** A discard asks once more, with verb and number; a redrive has its undo window instead. */
export function ApplyButton({ plan, isBusy, disabledBy, onApply }: Props) {
  const [isAsking, setAsking] = useState(false);
  if (plan.action === "purge") return <PurgeButton {...{ plan, isBusy, disabledBy, onApply }} />;
  if (plan.action !== "discard")
    return (
      <Button variant="filled" isBusy={isBusy} disabledBy={disabledBy} onClick={() => onApply()}>
        Apply
      </Button>
    );
  return (
    <>
      <Button variant="danger-outline" isBusy={isBusy} disabledBy={disabledBy} onClick={() => setAsking(true)}>
        Discard {formatCount(plan.itemCount)}…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Discard ${formatPlural(plan.itemCount, "message")} from ${plan.subject.name}?`}
        confirmLabel={`Discard ${formatCount(plan.itemCount)}`}
        isBusy={isBusy}
        onConfirm={() => {
          setAsking(false);
          onApply();
        }}
      >
        <p>
          Each message is copied to the vault, the copy is verified, then it is deleted from {plan.subject.name}. It can
          be restored from the vault.
        </p>
      </ConfirmDialog>
    </>
  );
}
