"use client";

import { useState } from "react";
import { formatCount, formatDuration, formatRate } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { DrawerSection } from "@/app/_components/ui/drawer";
import { StageCards } from "@/app/_components/ui/stage-cards";
import type { Plan } from "@/lib/contract/plans";
import { isAboutExecutions } from "@/lib/core/plans/action";
import type { PlanTerms } from "./plan-request";
import { StageForm } from "./stage-form";

type Props = { plan: Plan; onChange?: (changed: PlanTerms) => void };

/** How many go first, how long each stage is watched, and how many may come back before the run stops by itself. */
export function StageTerms({ plan, onChange }: Props) {
  const [isEditing, setEditing] = useState(false);
  if (plan.stages.length === 0)
    return (
      <DrawerSection title="Stages">
        <p className="text-ink-2">None: SQS runs one task over the whole queue. Results are counts, not messages.</p>
      </DrawerSection>
    );
  return (
    <DrawerSection title="Stages" hint={plan.queueId ? "stops by itself at the first denied delete" : undefined}>
      <StageCards stages={plan.stages.map((size, index) => cardOf(plan, size, index))} />
      {isEditing && onChange ? (
        <StageForm
          plan={plan}
          onCancel={() => setEditing(false)}
          onUse={(changed) => {
            onChange(changed);
            setEditing(false);
          }}
        />
      ) : (
        <p className="mt-2 flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
          <span>{watchText(plan)}</span>
          {onChange ? (
            <Button
              size="sm"
              variant="ghost"
              className="-my-1 -ml-[9px] text-accent"
              aria-label="Change the stages"
              onClick={() => setEditing(true)}
            >
              Change
            </Button>
          ) : null}
        </p>
      )}
    </DrawerSection>
  );
}

function cardOf(plan: Plan, size: number, index: number) {
  const rate = plan.ratePerSecond === null ? "" : formatRate(plan.ratePerSecond, "s");
  const isLast = index === plan.stages.length - 1;
  const word = index === 0 && !isLast ? "proves that it works" : isLast && index > 0 ? "the rest" : "";
  return {
    key: String(index),
    value: formatCount(size),
    detail: [word, index === 0 && !isLast ? "" : rate].filter(Boolean).join(", "),
  };
}

function watchText(plan: Plan): string {
  if (isAboutExecutions(plan.driver)) return executionsText(plan);
  if (plan.action === "discard") return "Nothing comes back from a discard, so no stage is watched.";
  const back =
    plan.expectedReturnSeconds === null
      ? "When a message that fails again would be back, no setting tells."
      : `A message that fails again is back after about ${formatDuration(plan.expectedReturnSeconds)}.`;
  if (plan.stages.length === 1) return back;
  const order = plan.itemOrder === "bystanders-first" ? " Likely bystanders go first." : "";
  return `${back} Each stage is watched for ${formatDuration(plan.stageObservationSeconds)}; the run pauses by itself when more than ${plan.returnThresholdPercent} % came back.${order}`;
}

function executionsText({ stages, stageObservationSeconds, returnThresholdPercent }: Plan): string {
  const told = "Step Functions tells what became of each.";
  if (stages.length === 1) return told;
  return `${told} Each stage is watched for at most ${formatDuration(stageObservationSeconds)}; the run pauses by itself when more than ${returnThresholdPercent} % failed again.`;
}
