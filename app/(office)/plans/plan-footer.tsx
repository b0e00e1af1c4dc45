"use client";

import { useId, useState } from "react";
import { formatCount, formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { useNow } from "@/app/_components/ui/clock";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { DrawerFooter } from "@/app/_components/ui/drawer";
import type { InputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { planAsCurl } from "./plan-curl";

type Props = {
  plan: Plan;
  input?: InputOf<"createPlan">;
  isBusy: boolean;
  onApply: () => void;
  onMakeAnew?: () => void;
};

/** Copying left, the one action right, and under it why it is off. */
export function PlanFooter({ plan, input, isBusy, onApply, onMakeAnew }: Props) {
  const reasonId = useId();
  const reason = useReason(plan);
  const isExpired = useIsExpired(plan);
  return (
    <DrawerFooter
      copies={<CopyButton label="Copy as curl" text={() => planAsCurl(window.location.origin, plan, input)} />}
      actions={
        plan.runId ? (
          <ButtonLink variant="filled" href={`/runs/${plan.runId}`}>
            Open the run
          </ButtonLink>
        ) : isExpired && onMakeAnew ? (
          <Button variant="filled" onClick={onMakeAnew} isBusy={isBusy}>
            Make a new plan
          </Button>
        ) : (
          <ApplyButton plan={plan} isBusy={isBusy} disabledBy={reason ? reasonId : undefined} onApply={onApply} />
        )
      }
      reason={reason ?? undoText(plan)}
      reasonId={reasonId}
    />
  );
}

type ApplyProps = { plan: Plan; isBusy: boolean; disabledBy?: string; onApply: () => void };

/** A discard asks once more, with verb and number; a redrive has its undo window instead. */
function ApplyButton({ plan, isBusy, disabledBy, onApply }: ApplyProps) {
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

function useIsExpired(plan: Plan): boolean {
  const now = useNow(5);
  return plan.state === "expired" || (plan.runId === null && now > Date.parse(plan.expiresAt));
}

/** Why the plan cannot be applied; undefined when it can. */
function useReason(plan: Plan): string | undefined {
  const mayApply = useRefusal("plans.apply");
  const mayDiscard = useRefusal("messages.discard");
  const isExpired = useIsExpired(plan);
  if (plan.runId) return undefined;
  if (mayApply) return mayApply;
  if (plan.action === "discard" && mayDiscard) return mayDiscard;
  if (isExpired) return "The plan has expired. A new one takes a second.";
  const blocks = plan.checks.filter((check) => check.result === "block").length;
  if (blocks > 0) return `${plan.action === "discard" ? "Discard" : "Apply"} is off: ${formatPlural(blocks, "block")}.`;
  return undefined;
}

function undoText(plan: Plan): string | undefined {
  if (plan.runId) return "This plan was applied.";
  return `Starts ${plan.undoSeconds} s after; until then it can be undone.`;
}
