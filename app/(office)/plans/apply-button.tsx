"use client";

import { useState } from "react";
import { formatCount, formatPlural } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import type { Plan } from "@/lib/contract/plans";

type Props = { plan: Plan; isBusy: boolean; disabledBy: string | undefined; onApply: () => void };

/** A discard asks once more, with verb and number; a redrive has its undo window instead. */
export function ApplyButton({ plan, isBusy, disabledBy, onApply }: Props) {
  const [isAsking, setAsking] = useState(false);
  if (plan.action !== "discard")
    return (
      <Button variant="filled" isBusy={isBusy} disabledBy={disabledBy} onClick={onApply}>
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
        title={`Discard ${formatPlural(plan.itemCount, "message")} from ${plan.queueName}?`}
        confirmLabel={`Discard ${formatCount(plan.itemCount)}`}
        isBusy={isBusy}
        onConfirm={() => {
          setAsking(false);
          onApply();
        }}
      >
        <p>
          Each message is copied to the vault, the copy is verified, then it is deleted from {plan.queueName}. It can be
          restored from the vault.
        </p>
      </ConfirmDialog>
    </>
  );
}
