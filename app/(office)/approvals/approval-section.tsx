"use client";

import { DrawerSection } from "@/app/_components/ui/drawer";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import type { Plan } from "@/lib/contract/plans";
import { ApprovalStateLabel } from "./approval-state";
import { needsText } from "./approval-words";
import { SaidList } from "./said-list";

/** In the plan drawer: how many others must agree and why, where that stands, and what was said. */
export function ApprovalSection({ plan }: { plan: Plan }) {
  const { approval, breakGlass } = plan;
  if (approval.needed === 0 && approval.said.length === 0 && !breakGlass) return null;
  return (
    <DrawerSection title="Approval" hint={approval.askedAt ? <AskedHint approval={approval} /> : undefined}>
      <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <ApprovalStateLabel state={approval.state} />
        <span>{needsText(approval)}</span>
      </p>
      {breakGlass ? (
        <p className="mt-1.5 text-danger">
          {breakGlass.by} applied it without: {breakGlass.reason}
        </p>
      ) : null}
      {approval.said.length > 0 ? (
        <div className="mt-2.5">
          <SaidList approval={approval} />
        </div>
      ) : null}
      {approval.askedAt ? (
        <p className="mt-2 text-xs">
          <TextLink href={`/approvals/${plan.id}`}>Its page among the approvals</TextLink>
        </p>
      ) : null}
    </DrawerSection>
  );
}

function AskedHint({ approval }: Pick<Plan, "approval">) {
  if (approval.state !== "awaiting") return null;
  return (
    <>
      can be given until <Moment at={approval.expiresAt} isPlain />
    </>
  );
}
