"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, newIdempotencyKey, problemOf, useAnswer } from "@/app/_components/api";
import { ApiError } from "@/lib/contract/client";
import type { Plan } from "@/lib/contract/plans";
import { type PlanRequest, type PlanTerms, planInput, requestBehind } from "./plan-request";

interface Wanted {
  readonly isOpen: boolean;
  readonly request?: PlanRequest | undefined;
  readonly planId?: string | undefined;
}

/**
 * The plan that a drawer shows: read by its id, or made from the request and made anew whenever the terms change. The
 * plan before stays on screen until the new one is there.
 */
export function usePlan({ isOpen, request: asked, planId }: Wanted) {
  const [terms, setTerms] = useState<PlanTerms>({});
  const [round, setRound] = useState(0);
  const opening = useOpening(isOpen, () => {
    setTerms({});
    setRound(0);
  });
  const kept = useAnswer("getPlan", { id: planId ?? "" }, { isEnabled: isOpen && planId !== undefined });
  const request = asked ?? (kept.data ? requestBehind(kept.data) : undefined);
  const isOwn = planId === undefined || round > 0;
  const input = request && isOwn ? planInput(request, terms) : undefined;
  const draft = useQuery({
    queryKey: ["createPlan", input, opening, round],
    queryFn: () => (input && request ? make(input, request) : null),
    enabled: isOpen && input !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: (count, error) => count < 1 && !(error instanceof ApiError),
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: (before, query) => (query?.queryKey[2] === opening ? before : undefined),
  });
  const error = isOwn ? draft.error : kept.error;
  const drafted = isOwn ? draft.data?.plan : undefined;
  return {
    plan: useApproved(drafted, isOpen) ?? kept.data,
    /** The plan that was made here, with what it was made from. */
    made: (isOwn ? draft.data : undefined) ?? undefined,
    input,
    terms,
    problem: error ? problemOf(error) : undefined,
    isMaking: isOwn ? draft.isFetching : kept.isLoading,
    isChangeable: request !== undefined,
    /** Makes a new plan, with other terms if some are given. */
    makeAnew: (changed: PlanTerms = {}) => {
      setTerms((before) => ({ ...before, ...changed }));
      setRound((before) => before + 1);
    },
  };
}

/** A plan that was made here as it stands now, once other people have to agree to it. */
function useApproved(plan: Plan | undefined, isOpen: boolean): Plan | undefined {
  const isEnabled = isOpen && plan !== undefined && plan.approval.needed > 0;
  return useAnswer("getPlan", { id: plan?.id ?? "" }, { isEnabled }).data ?? plan;
}

async function make(input: ReturnType<typeof planInput>, request: PlanRequest) {
  return { plan: await api.createPlan(input, { idempotencyKey: newIdempotencyKey() }), request };
}

/** Counts the times the drawer was opened, so that each opening makes a plan of its own. */
function useOpening(isOpen: boolean, onOpen: () => void): number {
  const [opening, setOpening] = useState({ isOpen: false, count: 0 });
  if (opening.isOpen !== isOpen) {
    setOpening({ isOpen, count: isOpen ? opening.count + 1 : opening.count });
    if (isOpen) onOpen();
  }
  return opening.count;
}
