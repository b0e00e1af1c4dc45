"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onThing } from "@/app/_components/targets";
import { Checkbox } from "@/app/_components/ui/checkbox";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { useToast } from "@/app/_components/ui/toasts";
import type { InputOf } from "@/lib/contract";
import type { QueueDetail } from "@/lib/contract/queues";

type Props = {
  queue: QueueDetail;
  capture: NonNullable<InputOf<"updateQueue">["capture"]>;
  onClose: () => void;
};

/** Asks before a lower level: what was captured above it goes, unless somebody keeps it. */
export function CaptureDialog({ queue, capture, onClose }: Props) {
  const toast = useToast();
  const mayNotErase = useRefusal("messages.erase", onThing(queue));
  const [keepsOld, setKeepsOld] = useState(mayNotErase !== undefined);
  const update = useCommand("updateQueue", {
    onDone: () => {
      onClose();
      toast({
        text: keepsOld ? "Less is kept from the next scan on." : "Less is kept, and the worker erases the rest.",
      });
    },
  });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Keep less of the messages in ${queue.name}?`}
      confirmLabel={keepsOld ? "Keep less from now on" : "Keep less, and erase"}
      typedPhrase={keepsOld ? undefined : queue.name}
      onConfirm={() => update.run({ id: queue.id, capture, keepsOld })}
      isBusy={update.isBusy}
      error={update.problem ? <ProblemNote problem={update.problem} /> : undefined}
    >
      <p>
        What was captured above the new level is erased here, for good. Ids, hashes, counts, classes and vault items
        stay, and nothing changes in AWS.
      </p>
      <Checkbox
        label="Keep what was captured so far"
        help="then only its retention takes it"
        disabledReason={mayNotErase}
        checked={keepsOld}
        onChange={(event) => setKeepsOld(event.target.checked)}
      />
    </ConfirmDialog>
  );
}
