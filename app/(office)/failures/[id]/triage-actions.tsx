"use client";

import { useId, useMemo, useState } from "react";
import { useKeys } from "@/app/_components/shell/key-provider";
import { Button } from "@/app/_components/ui/button";
import type { FailureClassDetail } from "@/lib/contract/failures";
import { SnoozeMenu } from "../snooze-menu";
import type { TriageVerb } from "../triage-words";
import type { Triage } from "../use-triage";

type Props = { failure: FailureClassDetail; triage: Triage };

/** The decisions about a class, with their keys; those that cannot be given now say why underneath. */
export function TriageActions({ failure, triage }: Props) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const baseId = useId();
  const reasons = (["acknowledge", "snooze", "dismiss"] as const).flatMap((verb) => {
    const reason = triage.refusalOf(verb, failure);
    return reason ? [{ verb, reason }] : [];
  });
  const words = [...new Set(reasons.map(({ reason }) => reason))];
  const idOf = (reason: string) => `${baseId}-${words.indexOf(reason)}`;
  const disabledBy = (verb: TriageVerb) => {
    const reason = triage.refusalOf(verb, failure);
    return reason && words.includes(reason) ? idOf(reason) : undefined;
  };
  const canReopen = triage.refusalOf("reopen", failure) === undefined;
  useTriageKeys(failure, triage, setMenuOpen);
  return (
    <span className="grid justify-items-end gap-1.5">
      <span className="flex flex-wrap justify-end gap-2">
        {canReopen ? <Button onClick={() => triage.reopen(failure)}>Reopen</Button> : null}
        <Button shortcut="a" disabledBy={disabledBy("acknowledge")} onClick={() => triage.acknowledge(failure)}>
          Acknowledge
        </Button>
        <Button disabledBy={disabledBy("assign")} onClick={() => triage.askAssign(failure)}>
          Assign…
        </Button>
        <SnoozeMenu
          failure={failure}
          triage={triage}
          isOpen={isMenuOpen}
          onOpenChange={setMenuOpen}
          disabledBy={disabledBy("snooze")}
        />
        <Button shortcut="d" disabledBy={disabledBy("dismiss")} onClick={() => triage.askDismiss(failure)}>
          Dismiss…
        </Button>
      </span>
      {words.map((reason) => (
        <span key={reason} id={idOf(reason)} className="max-w-[56ch] text-right text-xs text-ink-2">
          {reason}
        </span>
      ))}
    </span>
  );
}

function useTriageKeys(failure: FailureClassDetail, triage: Triage, openMenu: (isOpen: boolean) => void) {
  const { refusalOf, acknowledge, askDismiss } = triage;
  useKeys(
    useMemo(() => {
      const group = "This failure";
      const keys = [
        { verb: "acknowledge", keys: "a", label: "Acknowledge", group, run: () => acknowledge(failure) },
        { verb: "snooze", keys: "s", label: "Snooze", group, run: () => openMenu(true) },
        { verb: "dismiss", keys: "d", label: "Dismiss", group, run: () => askDismiss(failure) },
      ] as const;
      return keys
        .filter(({ verb }) => refusalOf(verb, failure) === undefined)
        .map(({ verb: _, ...binding }) => binding);
    }, [failure, refusalOf, acknowledge, askDismiss, openMenu]),
  );
}
