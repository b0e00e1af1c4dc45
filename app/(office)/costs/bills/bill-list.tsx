"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { RelativeTime } from "@/app/_components/ui/time";
import { EmptyState } from "@/app/_components/ui/view-states";
import type { Bill } from "@/lib/contract/costs";
import { monthName } from "../costs-query";
import { billedText } from "./billed-text";
import { LeftOut } from "./left-out";

/** Every bill that was imported, with what of it was not understood, and a way to forget it. */
export function BillList({ bills }: { bills: readonly Bill[] }) {
  const [removing, setRemoving] = useState<Bill>();
  const refusal = useRefusal("costs.manage");
  if (bills.length === 0)
    return (
      <EmptyState
        title="No bill was imported."
        evidence="Without one, nobody can say how near the model comes. Import a Cost and Usage Report of AWS as CSV, here or with dlo bill import."
      />
    );
  return (
    <>
      <ul>
        {bills.map((bill) => (
          <li key={bill.id} className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b px-4 py-2.5 last:border-b-0">
            <div className="min-w-0 flex-1 basis-60">
              <p className="weight-emphasis wrap-anywhere">{bill.name}</p>
              <p className="text-xs text-ink-2">
                {monthName(bill.month)} · {formatPlural(bill.lineCount, "line")} ·{" "}
                {bill.tagKey ? (
                  <>
                    by tag <code className="machine wrap-anywhere">{bill.tagKey}</code>
                  </>
                ) : (
                  "by resource"
                )}
              </p>
              <p className="text-xs text-ink-3">
                {bill.importedBy} <RelativeTime at={bill.importedAt} suffix=" ago" isPlain />
              </p>
              <LeftOut leftOut={bill.leftOut} />
            </div>
            <span className="weight-emphasis">{billedText(bill)}</span>
            <Button
              size="sm"
              aria-label={`Remove ${bill.name}`}
              disabledReason={refusal}
              onClick={() => setRemoving(bill)}
            >
              Remove…
            </Button>
          </li>
        ))}
      </ul>
      {removing ? <RemoveDialog bill={removing} onClose={() => setRemoving(undefined)} /> : null}
    </>
  );
}

function RemoveDialog({ bill, onClose }: { bill: Bill; onClose: () => void }) {
  const remove = useCommand("removeBill", { onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`Remove ${bill.name}?`}
      confirmLabel="Remove bill"
      onConfirm={() => remove.run({ id: bill.id })}
      isBusy={remove.isBusy}
      error={remove.problem ? <ProblemNote problem={remove.problem} /> : undefined}
    >
      <p>
        Its {formatPlural(bill.lineCount, "line")} of {monthName(bill.month)} ({billedText(bill)}) are forgotten, and
        the model stands alone there. You can import the file again.
      </p>
    </ConfirmDialog>
  );
}
