"use client";

import { type ReactNode, useMemo, useState } from "react";
import { useKeys } from "@/app/_components/shell/key-provider";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Plan } from "@/lib/contract/plans";
import { DecideDialog, type Decision } from "../decide-dialog";

export interface ApprovalStep {
  readonly key: Decision | "open";
  readonly label: string;
  readonly shortcut: string;
  readonly variant: "filled" | "danger-outline" | "outline";
  readonly refusal: string | undefined;
  readonly act: () => void;
}
export interface ApprovalSteps {
  readonly steps: readonly ApprovalStep[];
  readonly dialog: ReactNode;
}

/** What can be done with a plan that needs approval, by button and by key; what ended offers nothing but its plan. */
export function useApprovalSteps(plan: Plan): ApprovalSteps {
  const [decision, setDecision] = useState<Decision>();
  const [, change] = useUrlParams();
  const { state, whyNotYou, isMine, isApprovedByMe } = plan.approval;
  const steps = useMemo<ApprovalStep[]>(() => {
    const open = () => change({ plan: plan.id }, { isStep: true });
    const step = (
      key: Decision,
      label: string,
      shortcut: string,
      variant: ApprovalStep["variant"],
      refusal?: string | null,
    ) => {
      return { key, label, shortcut, variant, refusal: refusal ?? undefined, act: () => setDecision(key) };
    };
    const takeBack = isMine ? [step("withdraw", "Take back", "w", "danger-outline")] : [];
    const toPlan: ApprovalStep = {
      key: "open",
      label: "Open the plan",
      shortcut: "p",
      variant: "outline",
      refusal: undefined,
      act: open,
    };
    if (state === "awaiting")
      return [
        ...takeBack,
        ...(isMine ? [toPlan] : []),
        ...(isMine ? [] : [step("refuse", "Refuse", "x", "danger-outline", whyNotYou)]),
        step("approve", "Approve", "a", "filled", isApprovedByMe ? "You approved this plan already." : whyNotYou),
      ];
    if (state === "approved")
      return [
        ...takeBack,
        ...(whyNotYou === null ? [step("refuse", "Refuse", "x", "danger-outline")] : []),
        { ...toPlan, variant: "filled" },
      ];
    return [toPlan];
  }, [state, whyNotYou, isMine, isApprovedByMe, plan.id, change]);
  useStepKeys(steps);
  const dialog = decision ? (
    <DecideDialog plan={plan} decision={decision} onClose={() => setDecision(undefined)} />
  ) : null;
  return { steps, dialog };
}

function useStepKeys(steps: readonly ApprovalStep[]) {
  useKeys(
    useMemo(
      () =>
        steps
          .filter(({ refusal }) => refusal === undefined)
          .map(({ shortcut, label, act }) => ({ keys: shortcut, label, group: "This plan", run: act })),
      [steps],
    ),
  );
}
