"use client";

import { useAnswer } from "@/app/_components/api";
import { Chip } from "@/app/_components/ui/chip";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment, RelativeTime } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";
import { PlanSections } from "../../plans/plan-sections";
import { usePlanDrawer } from "../../plans/use-plan-drawer";
import { ApprovalStateLabel } from "../approval-state";
import { BrokenGlassNote } from "../broken-glass-note";
import { ApprovalActions, ApprovalPhoneActions } from "./approval-actions";
import { ClassesPanel } from "./classes-panel";
import { ThreadPanel } from "./thread-panel";
import { useApprovalSteps } from "./use-approval-steps";
import { WhyPanel } from "./why-panel";

type Props = { plan: Plan; classes: OutputOf<"listPlanClasses"> };

/** One plan before it is approved: what it does, where, how many, why it needs approval, and what people say. */
export function ApprovalScreen({ plan: first, classes }: Props) {
  const plan = useAnswer("getPlan", { id: first.id }, { initialData: first }).data ?? first;
  const { drawer } = usePlanDrawer();
  const steps = useApprovalSteps(plan);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Approvals", href: "/approvals" }, { label: `P-${plan.number}` }]}
        title={plan.title}
        lead={<Lead plan={plan} />}
        actions={<ApprovalActions steps={steps} />}
      />
      {plan.breakGlass ? (
        <div className="mb-4">
          <BrokenGlassNote by={plan.breakGlass.by} at={plan.breakGlass.at} reason={plan.breakGlass.reason} />
        </div>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_316px]">
        <div className="grid min-w-0 gap-4">
          <Panel title="What it does">
            <p className="max-w-[72ch]">{plan.sentence}</p>
            <PlanSections plan={plan} isWholeQueue={false} isMaking={false} />
          </Panel>
          {classes.items.length > 0 ? <ClassesPanel classes={classes} itemCount={plan.itemCount} /> : null}
        </div>
        <div className="grid min-w-0 gap-4">
          <WhyPanel plan={plan} />
          <ThreadPanel plan={plan} />
        </div>
      </div>
      <ApprovalPhoneActions steps={steps} />
      {steps.dialog}
      {drawer}
    </>
  );
}

function Lead({ plan }: { plan: Plan }) {
  const { approval } = plan;
  return (
    <>
      <ApprovalStateLabel state={approval.state} />
      <LeadDot />
      <span>
        {approval.askedBy ? `asked by ${approval.askedBy}` : `made by ${plan.createdBy}`}{" "}
        <RelativeTime at={approval.askedAt ?? plan.createdAt} suffix=" ago" />
      </span>
      <LeadDot />
      <span>
        {plan.accountName} · {plan.region}
      </span>
      {plan.isProduction ? <Chip>production</Chip> : null}
      {approval.state === "awaiting" || approval.state === "approved" ? (
        <>
          <LeadDot />
          <span>
            expires <Moment at={approval.expiresAt} isPlain />
          </span>
        </>
      ) : null}
      {plan.runId ? (
        <>
          <LeadDot />
          <TextLink href={`/runs/${plan.runId}`}>Its run</TextLink>
        </>
      ) : null}
    </>
  );
}
