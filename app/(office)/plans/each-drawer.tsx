"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, newIdempotencyKey, problemOf } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { Drawer, DrawerSection } from "@/app/_components/ui/drawer";
import { StateLabel } from "@/app/_components/ui/state-label";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { InputOf, OutputOf } from "@/lib/contract";
import type { Plan } from "@/lib/contract/plans";

export type EachRequest = InputOf<"createPlans">;
type Props = { request: EachRequest | undefined; onClose: () => void; onOpen: (planId: string) => void };

/** The drawer of a page, with what opens it. A plan that is opened from it is named by the address. */
export function useEachDrawer() {
  const [, change] = useUrlParams();
  const [request, open] = useState<EachRequest>();
  const close = () => open(undefined);
  const onOpen = (plan: string) => {
    close();
    change({ plan }, { isStep: true });
  };
  return { open, drawer: <EachDrawer request={request} onClose={close} onOpen={onOpen} /> };
}

/** One plan for each queue and origin that a filter touches: which there are, what blocks them, and what is in none. */
function EachDrawer({ request, onClose, onOpen }: Props) {
  const made = useQuery({
    queryKey: ["createPlans", request],
    queryFn: () => (request ? api.createPlans(request, { idempotencyKey: newIdempotencyKey() }) : null),
    enabled: request !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const plans = made.data?.plans ?? [];
  return (
    <Drawer
      isOpen={request !== undefined}
      onClose={onClose}
      eyebrow="Made and frozen; nothing reaches AWS"
      title={made.data ? `${formatPlural(plans.length, "plan")}, each by its own way back` : "Plans for all that match"}
      lead="A plan is about one dead-letter queue and one way back. Open each, look at its checks, apply it."
    >
      {made.error ? (
        <div className="py-3">
          <ProblemNote problem={problemOf(made.error)} />
        </div>
      ) : made.data ? (
        <>
          {plans.map((plan) => (
            <PlanLine key={plan.id} plan={plan} onOpen={() => onOpen(plan.id)} />
          ))}
          <LeftOut leftOut={made.data.leftOut} />
        </>
      ) : (
        <LoadingSkeleton rows={6} label="Making the plans" />
      )}
    </Drawer>
  );
}

function PlanLine({ plan, onOpen }: { plan: Plan; onOpen: () => void }) {
  const blocks = plan.checks.filter(({ result }) => result === "block").length;
  const warns = plan.checks.filter(({ result }) => result === "warn").length;
  return (
    <DrawerSection>
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className="weight-emphasis wrap-anywhere">{plan.title}</p>
          <p className="text-xs text-ink-2">
            from {plan.subject.name} · {plan.accountName} · {plan.region}
          </p>
          <p className="mt-1">
            <StateLabel status={blocks > 0 ? "block" : warns > 0 ? "warn" : "pass"}>
              {blocks > 0 ? formatPlural(blocks, "block") : warns > 0 ? formatPlural(warns, "warning") : "No warning"}
            </StateLabel>
            {plan.approval.needed > 0 ? (
              <span className="ml-2 text-xs text-ink-2">needs {formatPlural(plan.approval.needed, "approval")}</span>
            ) : null}
          </p>
        </div>
        <Button size="sm" onClick={onOpen}>
          Open P-{plan.number}
        </Button>
      </div>
    </DrawerSection>
  );
}

function LeftOut({ leftOut }: Pick<OutputOf<"createPlans">, "leftOut">) {
  if (leftOut.length === 0) return null;
  return (
    <DrawerSection title="In none of these plans">
      <ul className="grid gap-1 text-ink-2">
        {leftOut.map(({ queueId, queueName, originKind, count, why }) => (
          <li key={`${queueId} ${originKind}`} className="wrap-anywhere">
            {formatPlural(count, "message")} of {queueName} ({originKind}): {why}
          </li>
        ))}
      </ul>
    </DrawerSection>
  );
}
