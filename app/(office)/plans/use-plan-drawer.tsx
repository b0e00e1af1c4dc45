"use client";

import { useCallback, useState } from "react";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { Plan } from "@/lib/contract/plans";
import { PlanDrawer } from "./plan-drawer";
import type { PlanRequest } from "./plan-request";

type Asked = { request: PlanRequest; title: string };
/** `planIds`: the plans made for it so far. The address may lag behind by one. */
type Making = Asked & { planIds: string[] };

const NEW = "new";

/**
 * The plan drawer of a page, kept in its address: `?plan=new` while it is made, `?plan=pln_…` afterwards, so that the
 * plan can be sent to somebody and Back closes it. `byDefault` is what `?plan=new` means when somebody comes with it.
 */
export function usePlanDrawer(byDefault?: Asked) {
  const [parameters, change] = useUrlParams();
  const [asked, setAsked] = useState<Making>();
  const named = parameters.get("plan");
  const openPlan = useCallback(
    (request: PlanRequest, title: string) => {
      setAsked({ request, title, planIds: [] });
      change({ plan: NEW }, { isStep: true });
    },
    [change],
  );
  const onPlan = useCallback(
    (plan: Plan, request: PlanRequest) => {
      setAsked((before) => ({ request, title: plan.title, planIds: [...(before?.planIds ?? []), plan.id] }));
      change({ plan: plan.id });
    },
    [change],
  );
  const close = useCallback(() => change({ plan: undefined }), [change]);
  const isOwn = asked && named !== null && (named === NEW || asked.planIds.includes(named));
  const shown = isOwn ? asked : named === NEW ? byDefault : undefined;
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
