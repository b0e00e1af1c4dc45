"use client";

import { formatPlural } from "@/app/_components/format";
import { Button } from "@/app/_components/ui/button";
import { Icon } from "@/app/_components/ui/icons";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { FailureClass } from "@/lib/contract/failures";
import type { PlanRequest } from "../plans/plan-request";
import { redrivenWords } from "./class-words";
import { PhoneTriage } from "./phone-triage";
import { useKeepSafe } from "./use-keep-safe";
import type { Triage } from "./use-triage";

type Props = {
  failure: FailureClass;
  triage: Triage;
  /** Why no redrive can be planned; undefined when it can. */
  refusal: string | undefined;
  onRedrive: () => void;
  openPlan: (request: PlanRequest, title: string) => void;
};

/** What a thumb can do at 3 a.m.: keep it safe, say that one looks after it, let it rest. Nothing safe left is said so. */
export function PhoneSteps({ failure, triage, refusal, onRedrive, openPlan }: Props) {
  const safe = useKeepSafe(failure, openPlan);
  const canTriage = (["acknowledge", "snooze"] as const).some((verb) => triage.refusalOf(verb, failure) === undefined);
  const canSave = safe.refusal === undefined;
  return (
    <PhoneActions consequence={consequenceOf(canSave, safe.refusal, refusal)}>
      {canSave ? (
        <Button variant="filled" size="touch" onClick={safe.keepSafe}>
          <Icon name="vault" /> Keep {formatPlural(failure.presentCount, "message")} safe
        </Button>
      ) : null}
      {canTriage ? <PhoneTriage failure={failure} triage={triage} isFirst={!canSave} /> : null}
      {refusal ? null : (
        <Button variant={canSave || canTriage ? "outline" : "filled"} size="touch" onClick={onRedrive}>
          Plan redrive of {redrivenWords(failure)}
        </Button>
      )}
    </PhoneActions>
  );
}

function consequenceOf(canSave: boolean, notSafe: string | undefined, refusal: string | undefined): string {
  if (canSave) return "Keeping safe copies the queue to the vault. Nothing is sent or deleted before you apply a plan.";
  if (refusal) return `No safe action is left here. ${notSafe ?? refusal}`;
  return "Nothing is sent before you apply the plan.";
}
