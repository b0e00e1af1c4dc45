"use client";

import { useId, useState } from "react";
import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { inAccount } from "@/app/_components/targets";
import { Button, ButtonLink } from "@/app/_components/ui/button";
import { useNow } from "@/app/_components/ui/clock";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { DrawerFooter } from "@/app/_components/ui/drawer";
import type { InputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { isLost, waitsText } from "../approvals/approval-words";
import { AskDialog } from "../approvals/ask-dialog";
import { BreakGlassDialog } from "../approvals/break-glass-dialog";
import { ApplyButton } from "./apply-button";
import { planAsCurl } from "./plan-curl";

type Props = {
  plan: Plan;
  input?: InputOf<"createPlan">;
  isBusy: boolean;
  /** With a reason: without the approvals that it needs. */
  onApply: (more?: { breakGlassReason?: string; confirm?: string }) => void;
  onMakeAnew?: () => void;
};

/** Copying left, the one action right, and under it why it is off. */
export function PlanFooter({ plan, input, ...acts }: Props) {
  const reasonId = useId();
  const off = useWhyOff(plan);
  const waits = plan.runId ? undefined : waitsText(plan.approval);
  const mayNotAsk = useRefusal("plans.create", inAccount(plan));
  const reason = off ?? (waits && isAskable(plan) ? mayNotAsk : undefined) ?? waits;
  return (
    <DrawerFooter
      copies={<CopyButton label="Copy as curl" text={() => planAsCurl(window.location.origin, plan, input)} />}
      actions={<Actions plan={plan} {...acts} isOff={off !== undefined} reasonId={reason ? reasonId : undefined} />}
      reason={reason ?? undoText(plan)}
      reasonId={reasonId}
    />
  );
}

type ActionsProps = Omit<Props, "input"> & {
  /** For a reason other than approvals that are missing. */
  isOff: boolean;
  reasonId: string | undefined;
};

function Actions({ plan, isBusy, onApply, onMakeAnew, isOff, reasonId }: ActionsProps) {
  const isEnded = useIsExpired(plan) || plan.state === "refused" || plan.state === "withdrawn";
  if (plan.runId)
    return (
      <ButtonLink variant="filled" href={`/runs/${plan.runId}`}>
        Open the run
      </ButtonLink>
    );
  if (isEnded && onMakeAnew)
    return (
      <Button variant="filled" onClick={onMakeAnew} isBusy={isBusy}>
        Make a new plan
      </Button>
    );
  if (waitsText(plan.approval) === undefined || isEnded)
    return (
      <ApplyButton
        plan={plan}
        isBusy={isBusy}
        disabledBy={reasonId}
        onApply={(confirm) => onApply(confirm === undefined ? {} : { confirm })}
      />
    );
  return (
    <WaitingActions
      plan={plan}
      isBusy={isBusy}
      isOff={isOff}
      reasonId={reasonId}
      onBreak={(breakGlassReason) => onApply({ breakGlassReason })}
    />
  );
}

type WaitingProps = {
  plan: Plan;
  isBusy: boolean;
  isOff: boolean;
  reasonId: string | undefined;
  onBreak: (reason: string) => void;
};

/** Before other people have agreed: ask them, look where it stands, or break the glass. */
function WaitingActions({ plan, isBusy, isOff, reasonId, onBreak }: WaitingProps) {
  const [open, setOpen] = useState<"ask" | "glass">();
  const place = inAccount(plan);
  const mayNotAsk = useRefusal("plans.create", place);
  const mayNotBreak = useRefusal("plans.break-glass", place);
  const close = () => setOpen(undefined);
  const isBlocked = plan.checks.some(({ result }) => result === "block");
  return (
    <>
      {mayNotBreak || plan.action === "purge" ? null : (
        <Button
          variant="danger-outline"
          isBusy={isBusy}
          disabledBy={isOff ? reasonId : undefined}
          onClick={() => setOpen("glass")}
        >
          Break the glass…
        </Button>
      )}
      {isAskable(plan) ? (
        <Button
          variant="filled"
          isBusy={isBusy}
          disabledBy={isBlocked || mayNotAsk ? reasonId : undefined}
          onClick={() => setOpen("ask")}
        >
          {isLost(plan.approval) ? "Ask again" : "Ask for approval"}
        </Button>
      ) : (
        <ButtonLink href={`/approvals/${plan.id}`}>Open the approval</ButtonLink>
      )}
      {open === "ask" ? <AskDialog plan={plan} onClose={close} /> : null}
      {open === "glass" ? (
        <BreakGlassDialog
          plan={plan}
          isBusy={isBusy}
          onClose={close}
          onConfirm={(reason) => {
            close();
            onBreak(reason);
          }}
        />
      ) : null}
    </>
  );
}

function isAskable({ approval }: Plan): boolean {
  return approval.state === "not-asked" || isLost(approval);
}

function useIsExpired(plan: Plan): boolean {
  const now = useNow(5);
  return plan.state === "expired" || (plan.runId === null && now > Date.parse(plan.expiresAt));
}

/** Why the plan cannot be applied, missing approvals aside; undefined when it can. */
function useWhyOff(plan: Plan): string | undefined {
  const place = inAccount(plan);
  const mayApply = useRefusal("plans.apply", place);
  const mayDiscard = useRefusal("messages.discard", place);
  const mayPurge = useRefusal("queues.purge", place);
  const mayReplay = useRefusal("replays.start", place);
  const isExpired = useIsExpired(plan);
  if (plan.runId) return undefined;
  if (plan.state === "refused" || plan.state === "withdrawn") return endText(plan);
  if (mayApply) return mayApply;
  if (plan.action === "discard" && mayDiscard) return mayDiscard;
  if (plan.action === "purge" && mayPurge) return mayPurge;
  if (plan.action === "replay" && mayReplay) return mayReplay;
  if (isExpired) return "The plan has expired. A new one takes a second.";
  const blocks = plan.checks.filter((check) => check.result === "block").length;
  if (blocks > 0)
    return `${plan.action === "discard" ? "Discard" : plan.action === "purge" ? "Purge" : "Apply"} is off: ${formatPlural(blocks, "block")}.`;
  return undefined;
}

function endText({ state, approval }: Plan): string {
  const last = approval.said.findLast(({ kind }) => kind === state);
  const what = state === "refused" ? "refused this plan" : "took this plan back";
  return `${last?.by ?? "Somebody"} ${what}${last?.comment ? `: ${last.comment}` : "."}`;
}

function undoText(plan: Plan): string | undefined {
  if (plan.runId) return "This plan was applied.";
  return `Starts ${plan.undoSeconds} s after; until then it can be undone.`;
}
