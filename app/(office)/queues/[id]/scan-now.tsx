"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onThing } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { QueueDetail } from "@/lib/contract/queues";

/** Asks for a scan. Where reading may do harm it asks why it must be, and the reason goes into the audit log. */
export function ScanNow({ queue }: { queue: QueueDetail }) {
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const toast = useToast();
  const refusal = useRefusal("queues.scan", onThing(queue));
  const scan = useCommand("scanQueue", {
    onDone: () => {
      setAsking(false);
      setReason("");
      toast({ text: "Asked for. The worker looks within seconds." });
    },
  });
  const isVault = queue.mode === "vault";
  // Why it may be drained all the same was said when vault mode was turned on.
  const danger = isVault ? undefined : dangerOf(queue);
  const off = refusal ?? reasonOff(queue);
  return (
    <div className="mt-1 grid justify-items-start gap-1.5">
      <Button
        size="sm"
        align="start"
        disabledReason={off}
        isBusy={scan.isBusy}
        onClick={() => (danger ? setAsking(true) : scan.run({ id: queue.id }))}
      >
        {labelOf(queue, danger)}
      </Button>
      {off ? null : <p className="text-xs text-ink-2">{isVault ? DRAINS : HIDES}</p>}
      {scan.problem && !isAsking ? <ProblemNote problem={scan.problem} /> : null}
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
          scan.reset();
        }}
        title={`Scan ${queue.name} all the same?`}
        confirmLabel="Scan with this reason"
        tone="filled"
        isBusy={scan.isBusy}
        error={scan.fieldError("overrideReason") ?? scan.problem?.detail}
        onConfirm={() => scan.run({ id: queue.id, overrideReason: reason.trim() })}
      >
        <p>{danger}</p>
        <Field label="Why it must be read" help="At least 5 characters. It is kept in the audit log.">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </div>
  );
}

const HIDES = "Hides messages for seconds; each receive count rises by one.";
const DRAINS = "Takes what is there into the vault and deletes it from the queue.";

function labelOf({ mode, vault }: QueueDetail, danger: string | undefined): string {
  if (mode === "vault") return vault?.isPaused ? "Try again now" : "Drain now";
  return danger ? "Scan now…" : "Scan now";
}

function reasonOff(queue: QueueDetail): string | undefined {
  if (queue.deletedAt) return "The queue was deleted.";
  if (queue.mode === "off") return "Index mode is off: nothing is read.";
  if (queue.holder) return `A ${queue.holder.purpose} holds this queue now.`;
  return undefined;
}

/** Why a look may do harm here; undefined when it does none beyond hiding for seconds. */
function dangerOf(queue: QueueDetail): string | undefined {
  if (queue.deadLetterTargetArn)
    return `This queue has a redrive policy of its own: each look counts as a receive, and after ${queue.maxReceiveCount ?? "its limit of"} receives SQS moves the message on.`;
  if (queue.consumers.length > 0)
    return "This queue has a consumer: while we look, messages are hidden from it, and it competes with us for them.";
  return undefined;
}
