"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useCallback, useState } from "react";
import type { Plan } from "@/lib/contract/plans";
import { PlanDrawer } from "./plan-drawer";
import type { PlanRequest } from "./plan-request";

type Asked = { request: PlanRequest; title: string };

const NEW = "new";

/**
 * The plan drawer of a page, kept in its address: `?plan=new` while it is made, `?plan=pln_…` afterwards, so that the
 * plan can be sent to somebody and Back closes it. `byDefault` is what `?plan=new` means when somebody comes with it.
 */
export function usePlanDrawer(byDefault?: Asked) {
  const pathname = usePathname();
  const parameters = useSearchParams();
  const [asked, setAsked] = useState<Asked & { planId?: string }>();
  const named = parameters.get("plan");
  const go = useCallback(
    (plan: string | undefined, how: "pushState" | "replaceState") => {
      const next = new URLSearchParams(window.location.search);
      if (plan) next.set("plan", plan);
      else next.delete("plan");
      window.history[how](null, "", next.size > 0 ? `${pathname}?${next}` : pathname);
    },
    [pathname],
  );
  const openPlan = useCallback(
    (request: PlanRequest, title: string) => {
      setAsked({ request, title });
      go(NEW, "pushState");
    },
    [go],
  );
  const onPlan = useCallback(
    (plan: Plan) => {
      setAsked((before) => (before ? { ...before, planId: plan.id } : before));
      go(plan.id, "replaceState");
    },
    [go],
  );
  const close = useCallback(() => go(undefined, "replaceState"), [go]);
  const shown = asked && (named === NEW || named === asked.planId) ? asked : named === NEW ? byDefault : undefined;
  const planId = !shown && named?.startsWith("pln_") ? named : undefined;
  const drawer = (
    <PlanDrawer
      isOpen={Boolean(shown || planId)}
      onClose={close}
      request={shown?.request}
      planId={planId}
      title={shown?.title ?? "Plan"}
      onPlan={onPlan}
    />
  );
  return { openPlan, drawer };
}
