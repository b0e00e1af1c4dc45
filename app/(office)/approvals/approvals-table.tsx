"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback } from "react";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { type Column, DataTable } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { Moment } from "@/app/_components/ui/time";
import type { Plan } from "@/lib/contract/plans";
import { ApprovalStateLabel } from "./approval-state";
import { sizeText } from "./approval-words";

const addressOf = (plan: Plan) => `/approvals/${plan.id}`;

export function ApprovalsTable({ plans, empty }: { plans: Plan[]; empty: ReactNode }) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const plan = plans[index];
      if (plan) router.push(addressOf(plan));
    },
    [plans, router],
  );
  const keys = useListKeys({ count: plans.length, onOpen, group: "Approvals" });
  return (
    <DataTable
      caption="Plans that need approval, newest first"
      columns={columns}
      density="fleet"
      rows={plans}
      keyOf={(plan) => plan.id}
      hrefOf={addressOf}
      phoneRow={(plan) => <PhonePlan plan={plan} />}
      empty={empty}
      activeIndex={keys.activeIndex}
      rowProps={keys.rowProps}
    />
  );
}

const columns: Column<Plan>[] = [
  { key: "state", header: "State", width: 124, cell: ({ approval }) => <ApprovalStateLabel state={approval.state} /> },
  {
    key: "plan",
    header: "Plan",
    cell: (plan) => (
      <span className="block min-w-0">
        <Link href={addressOf(plan)} title={plan.title} className="weight-emphasis block truncate hover:underline">
          {plan.title}
        </Link>
        <span className="block truncate text-xs text-ink-2">
          P-{plan.number} · {plan.subject.name}
          <span className="text-ink-3">
            {" "}
            · {plan.accountName} · {plan.region}
          </span>{" "}
          {plan.breakGlass ? <Chip tone="warn">applied without approval</Chip> : null}
        </span>
      </span>
    ),
  },
  { key: "size", header: "Messages", width: 100, isNumber: true, cell: sizeText },
  {
    key: "why",
    header: "Needs approval for",
    width: 250,
    from: "lg",
    cell: ({ approval }) => (
      <span className="block truncate text-ink-2" title={approval.reasons.join("; ")}>
        {approval.reasons.join("; ") || "nothing any more"}
      </span>
    ),
  },
  {
    key: "given",
    header: "Given",
    width: 72,
    isNumber: true,
    cell: ({ approval }) => `${approval.given.filter(({ counts }) => counts).length} of ${approval.needed}`,
  },
  {
    key: "by",
    header: "Asked by",
    width: 130,
    from: "xl",
    cell: ({ approval, createdBy }) => <span className="block truncate">{approval.askedBy ?? createdBy}</span>,
  },
  {
    key: "when",
    header: "Asked",
    width: 132,
    from: "lg",
    cell: ({ approval }) => <Moment at={approval.askedAt} isPlain />,
  },
];

function PhonePlan({ plan }: { plan: Plan }) {
  return (
    <>
      <span className="flex items-center justify-between gap-3">
        <ApprovalStateLabel state={plan.approval.state} />
        <span className="text-xs text-ink-3">P-{plan.number}</span>
      </span>
      <span className="block truncate">{plan.title}</span>
      <span className="block truncate text-xs text-ink-2">
        {plan.approval.askedBy ?? plan.createdBy}, {plan.accountName}: {plan.approval.reasons.join("; ")}
      </span>
    </>
  );
}
