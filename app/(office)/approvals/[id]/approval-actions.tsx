"use client";

import { Button } from "@/app/_components/ui/button";
import { PhoneActions } from "@/app/_components/ui/phone-actions";
import type { ApprovalSteps } from "./use-approval-steps";

/** The steps as buttons; why one is off stands under the last of them. */
export function ApprovalActions({ steps: { steps } }: { steps: ApprovalSteps }) {
  const reason = steps.find(({ refusal }) => refusal)?.refusal;
  return (
    <div className="grid justify-items-end gap-1.5">
      <div className="flex flex-wrap justify-end gap-2">
        {steps.map(({ key, label, shortcut, variant, refusal, act }) => (
          <Button
            key={key}
            variant={variant}
            shortcut={refusal ? undefined : shortcut}
            disabledBy={refusal ? REASON_ID : undefined}
            onClick={act}
          >
            {label}
          </Button>
        ))}
      </div>
      {reason ? (
        <p id={REASON_ID} className="max-w-[44ch] text-right text-xs text-ink-2">
          {reason}
        </p>
      ) : null}
    </div>
  );
}

const REASON_ID = "why-not-decide";
const PHONE_REASON_ID = "why-not-decide-phone";

function possibleFirst(steps: ApprovalSteps["steps"]): ApprovalSteps["steps"] {
  return steps.toReversed().sort((one, other) => Number(Boolean(one.refusal)) - Number(Boolean(other.refusal)));
}

/** The same on a phone: the first step on top. */
export function ApprovalPhoneActions({ steps: { steps } }: { steps: ApprovalSteps }) {
  const reason = steps.find(({ refusal }) => refusal)?.refusal;
  return (
    <PhoneActions
      consequence={
        <span id={PHONE_REASON_ID}>{reason ?? "Approving starts nothing; applying the plan does, afterwards."}</span>
      }
    >
      {possibleFirst(steps).map(({ key, label, variant, refusal, act }) => (
        <Button
          key={key}
          variant={variant}
          size="touch"
          disabledBy={refusal ? PHONE_REASON_ID : undefined}
          onClick={act}
        >
          {label}
        </Button>
      ))}
    </PhoneActions>
  );
}
