"use client";

import { Button } from "@/app/_components/ui/button";
import type { FailureClass } from "@/lib/contract/failures";
import type { Triage } from "./use-triage";

type Props = {
  failure: FailureClass;
  triage: Triage;
  /** No safer step stands above it. */
  isFirst: boolean;
};

/** The two decisions within reach of a thumb. What cannot be decided now is left out; the page says why. */
export function PhoneTriage({ failure, triage, isFirst }: Props) {
  const mayAcknowledge = triage.refusalOf("acknowledge", failure) === undefined;
  const maySnooze = triage.refusalOf("snooze", failure) === undefined;
  if (!mayAcknowledge && !maySnooze) return null;
  return (
    <div className="grid auto-cols-fr grid-flow-col gap-2">
      {mayAcknowledge ? (
        <Button variant={isFirst ? "filled" : "outline"} size="touch" onClick={() => triage.acknowledge(failure)}>
          Acknowledge
        </Button>
      ) : null}
      {maySnooze ? (
        <Button size="touch" onClick={() => triage.askSnooze(failure)}>
          Snooze…
        </Button>
      ) : null}
    </div>
  );
}
