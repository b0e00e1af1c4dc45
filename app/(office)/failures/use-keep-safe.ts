"use client";

import { useRefusalFor } from "@/app/_components/me";
import { onFailure } from "@/app/_components/targets";
import type { FailureClass } from "@/lib/contract/failures";
import type { PlanRequest } from "../plans/plan-request";

type OpenPlan = (request: PlanRequest, title: string) => void;

/** Copies to the vault as the first safe step: what it would ask for, or why it cannot be done from here. */
export function useKeepSafe(failure: FailureClass | undefined, openPlan: OpenPlan) {
  const mayNot = useRefusalFor("plans.create");
  const refusal = failure ? (mayNot(onFailure(failure)) ?? keepSafeRefusal(failure)) : "Nothing is chosen.";
  return {
    refusal,
    keepSafe() {
      if (!failure?.queueId || refusal) return;
      openPlan(
        { action: "rescue", selection: { queueId: failure.queueId } },
        `Rescue what can be reached in ${failure.queueName ?? "its queue"}`,
      );
    },
  };
}

/** Why nothing of a class can be copied to the vault; undefined when something can. */
export function keepSafeRefusal({ record, presentCount, loss }: FailureClass): string | undefined {
  if (record === "count-only") return "Nothing kept these: there is no message to save.";
  if (record === "executions") return "Failed executions are kept by Step Functions; there is no message to save.";
  if (loss.kind === "saved") return "Every message of it has a copy in the vault.";
  return presentCount === 0 ? "No message of it is known to be in the queue." : undefined;
}
