"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Drawer } from "@/app/_components/ui/drawer";
import { ClockTime } from "@/app/_components/ui/time";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { InputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import type { Problem } from "@/lib/contract/problem";
import { ApprovalSection } from "../approvals/approval-section";
import { PlanDifference } from "./plan-difference";
import { PlanFooter } from "./plan-footer";
import type { PlanRequest } from "./plan-request";
import { PlanSections } from "./plan-sections";
import { usePlan } from "./use-plan";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  /** What the plan is made from; each opening makes a new one. Nothing reaches AWS by it. */
  request?: PlanRequest;
  /** Instead of a request: a plan that was made before. */
  planId?: string;
  /** Shown until the plan has its own. */
  title: string;
  /** Tells which plan was made, and from what, so that the address can name it. */
  onPlan?: (plan: Plan, request: PlanRequest) => void;
};

/** What an action will do, frozen and checked, and the button that does it. Applying leads to the run. */
export function PlanDrawer({ isOpen, onClose, request, planId, title, onPlan }: Props) {
  const { plan, problem, isMaking, ...draft } = usePlan({ isOpen, request, planId });
  const apply = useApply(onClose);
  useMade(draft.made, onPlan);
  const makeAnew: typeof draft.makeAnew = (changed) => {
    apply.reset();
    draft.makeAnew(changed);
  };
  const again = draft.isChangeable ? (
    <Button size="sm" onClick={() => makeAnew()}>
      Make a new plan
    </Button>
  ) : null;
  const acts = {
    isBusy: apply.isBusy || isMaking,
    onApply: (more: ApplyMore = {}) => plan && apply.run(applyInput(plan, more)),
    onMakeAnew: draft.isChangeable ? () => makeAnew() : undefined,
  };
  return (
    <Drawer
      isOpen={isOpen}
      onClose={onClose}
      eyebrow={plan ? <Eyebrow plan={plan} /> : "Making the plan; nothing reaches AWS"}
      title={plan?.title ?? title}
      lead={plan?.sentence}
      footer={plan ? <PlanFooter plan={plan} input={draft.input} {...acts} /> : null}
    >
      <Refusals
        problems={[
          [problem, again],
          [apply.problem, isOutdated(apply.problem) ? again : null],
        ]}
      />
      {plan ? (
        <PlanSections
          plan={plan}
          isWholeQueue={isWholeQueue(plan, request)}
          isMaking={isMaking}
          rateError={problem?.fields?.find(({ field }) => field === "ratePerSecond")?.message}
          onChange={draft.isChangeable && !plan.runId && !plan.approval.askedAt ? makeAnew : undefined}
        >
          <ApprovalSection plan={plan} />
        </PlanSections>
      ) : problem ? null : (
        <LoadingSkeleton rows={8} label="Making the plan" />
      )}
    </Drawer>
  );
}

interface ApplyMore {
  readonly breakGlassReason?: string;
  readonly confirm?: string;
}

function applyInput({ id, hash }: Plan, { breakGlassReason, confirm }: ApplyMore): InputOf<"applyPlan"> {
  return {
    ...{ id, hash },
    ...(confirm === undefined ? {} : { confirm }),
    ...(breakGlassReason === undefined ? {} : { breakGlass: { reason: breakGlassReason } }),
  };
}

function isOutdated(problem: Problem | undefined): boolean {
  return problem?.code === "plan-changed" || problem?.code === "plan-expired";
}

/** Closes the drawer before it goes to the run, so that Back leads to the page and not to a plan that is used up. */
function useApply(onClose: () => void) {
  const router = useRouter();
  return useCommand("applyPlan", {
    onDone: ({ runId }) => {
      onClose();
      router.push(`/runs/${runId}`);
    },
  });
}

function useMade(made: ReturnType<typeof usePlan>["made"], onPlan: Props["onPlan"]) {
  useEffect(() => {
    if (made) onPlan?.(made.plan, made.request);
  }, [made, onPlan]);
}

/** What was refused, each with the way on. */
function Refusals({ problems }: { problems: [Problem | undefined, ReactNode][] }) {
  return problems.map(([problem, action]) =>
    problem ? (
      <div key={problem.detail} className="py-3">
        <ProblemNote problem={problem} action={action} />
        <PlanDifference problem={problem} />
      </div>
    ) : null,
  );
}

/** A filter narrows a queue: no move task can take that. */
function isWholeQueue(plan: Plan, request: PlanRequest | undefined): boolean {
  const selection = request?.selection;
  const isAsked = selection !== undefined && "queueId" in selection && selection.q === undefined;
  return plan.action === "redrive" && (plan.driver === "move-task" || isAsked);
}

function Eyebrow({ plan }: { plan: Plan }) {
  return (
    <>
      Plan P-{plan.number} · {plan.state.replace("-", " ")} · frozen <ClockTime at={plan.createdAt} isPlain />
    </>
  );
}
