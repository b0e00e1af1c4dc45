"use client";

import { useState } from "react";
import { useRefusal } from "@/app/_components/me";
import { onThing } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { QueueDetail } from "@/lib/contract/queues";
import { Offer } from "./offer";
import type { OpenPlan } from "./queue-actions";

type Props = { queue: QueueDetail; openPlan: OpenPlan; refusal: string | null };

/** Copies to the vault. Where reading may do harm it asks first why it must be, and the reason stays with the run. */
export function RescueOffer({ queue, openPlan, refusal }: Props) {
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const mayNot = useRefusal("plans.create", onThing(queue)) ?? refusal ?? undefined;
  const needsReason = queue.deadLetterTargetArn !== null || queue.consumers.length > 0;
  const rescue = (why?: string) => {
    setAsking(false);
    openPlan(
      { action: "rescue", selection: { queueId: queue.id }, ...(why ? { reason: why } : {}) },
      `Rescue what can be reached in ${queue.name}`,
    );
  };
  return (
    <Offer
      action={
        <Button align="start" disabledReason={mayNot} onClick={() => (needsReason ? setAsking(true) : rescue())}>
          Rescue…
        </Button>
      }
    >
      <p>
        Copies each message that can be reached whole to the vault and gives it back: received once, hidden for seconds,
        never deleted. A read-only account allows it.
      </p>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={`Rescue ${queue.name} all the same?`}
        confirmLabel="Make the plan"
        tone="filled"
        error={reason.trim().length < 5 ? "Say it in at least 5 characters." : undefined}
        onConfirm={() => reason.trim().length >= 5 && rescue(reason.trim())}
      >
        <p>
          {queue.deadLetterTargetArn
            ? "This queue has a redrive policy of its own: each look counts as a receive and may move messages on."
            : "This queue has a consumer: a look competes with it for the messages."}
        </p>
        <Field label="Why it must be read" help="It is kept with the run.">
          <TextInput value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </Offer>
  );
}
