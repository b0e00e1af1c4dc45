"use client";

import { formatPlural } from "@/app/_components/format";
import { useRefusal } from "@/app/_components/me";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import type { FailureClassDetail } from "@/lib/contract/failures";
import type { PlanRequest } from "../../plans/plan-request";

type Props = { failure: FailureClassDetail; openPlan: (request: PlanRequest, title: string) => void };

/** Messages that were drained: they are in no queue any more, and their way back leads from the vault. */
export function VaultedPanel({ failure, openPlan }: Props) {
  const refusal = useRefusal("plans.create", onFailure(failure));
  const { id, queueId, vaultedCount } = failure;
  if (vaultedCount === 0) return null;
  const count = formatPlural(vaultedCount, "message");
  const request: PlanRequest = { action: "restore", selection: { classId: id } };
  return (
    <Panel title="Only in the vault">
      <div className="grid justify-items-start gap-2">
        <p>
          {count} of this failure {vaultedCount === 1 ? "was" : "were"} drained from the queue. Retention cannot delete
          what is in the vault; nothing goes back by itself.
        </p>
        <div className="flex flex-wrap items-center gap-3">
          <Button
            variant={failure.presentCount === 0 ? "filled" : "outline"}
            disabledReason={refusal}
            onClick={() => openPlan(request, `Restore ${count}`)}
          >
            Plan restore of {count}
          </Button>
          {queueId ? <TextLink href={`/vault?queue=${queueId}`}>See them in the vault</TextLink> : null}
        </div>
      </div>
    </Panel>
  );
}
