"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextInput } from "@/app/_components/ui/field";
import type { Erasure } from "@/lib/contract/erasure";

const SHORTEST_REASON = 5;

/** The step that cannot be taken back: its count is typed, and its reason stays in the audit log. */
export function ErasureConfirm({ erasure }: { erasure: Erasure }) {
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const create = useCommand("createErasure", { onDone: () => setAsking(false) });
  const count = erasure.counts?.items ?? 0;
  const close = () => {
    setAsking(false);
    create.reset();
  };
  const no =
    count === 0 ? "There is nothing to erase." : erasure.holds.length > 0 ? "A legal hold is in the way." : undefined;
  return (
    <div>
      <Button size="sm" variant="danger-outline" align="start" disabledReason={no} onClick={() => setAsking(true)}>
        Erase {formatPlural(count, "thing")}…
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={close}
        title={`Erase ${formatPlural(count, "thing")} for good?`}
        confirmLabel={`Erase ${count}`}
        typedPhrase={String(count)}
        disabledReason={reason.trim().length < SHORTEST_REASON ? "Say why first." : undefined}
        onConfirm={() => create.run({ previewId: erasure.id, confirmCount: count, reason: reason.trim() })}
        isBusy={create.isBusy}
        error={create.problem ? <ProblemNote problem={create.problem} /> : undefined}
      >
        <p>
          {erasure.about}. Content goes here and from the bucket of second copies; ids, hashes, counts and times stay.
          Nothing brings it back, except a backup of the database.
        </p>
        <Field label="Reason" help="kept in the audit log; name no personal data">
          <TextInput value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </Field>
      </ConfirmDialog>
    </div>
  );
}
