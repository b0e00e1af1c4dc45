"use client";

import { Button } from "@/app/_components/ui/button";
import { useNow } from "@/app/_components/ui/clock";
import { Menu, MenuDivider, MenuItem } from "@/app/_components/ui/menu";
import type { FailureClass } from "@/lib/contract/failures";
import { snoozeChoiceRefusal } from "./triage-words";
import type { Triage } from "./use-triage";

type Props = {
  failure: FailureClass;
  triage: Triage;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** The id of the words that say why it cannot be snoozed. */
  disabledBy: string | undefined;
};

const HOUR_MS = 3_600_000;

/** The four ways to let a class rest; a time and a number are asked for in a dialog. */
export function SnoozeMenu({ failure, triage, isOpen, onOpenChange, disabledBy }: Props) {
  const now = useNow(60);
  const button = (
    <Button shortcut="s" disabledBy={disabledBy}>
      Snooze
    </Button>
  );
  if (disabledBy) return button;
  const forHours = (hours: number) => () =>
    triage.snooze(failure, { kind: "time", at: new Date(Date.now() + hours * HOUR_MS).toISOString() });
  return (
    <Menu label="Snooze" trigger={button} isOpen={isOpen} onOpenChange={onOpenChange}>
      <MenuItem onSelect={forHours(1)}>For 1 hour</MenuItem>
      <MenuItem onSelect={forHours(8)}>For 8 hours</MenuItem>
      <MenuItem onSelect={() => triage.askSnooze(failure, "time")}>Until a time…</MenuItem>
      <MenuDivider />
      <MenuItem onSelect={() => triage.askSnooze(failure, "count")}>Until more arrive…</MenuItem>
      <MenuItem
        onSelect={() => triage.snooze(failure, { kind: "escalates" })}
        disabledReason={snoozeChoiceRefusal("escalates", failure, now)}
      >
        Until it escalates
      </MenuItem>
      <MenuItem
        onSelect={() => triage.snooze(failure, { kind: "loss" })}
        disabledReason={snoozeChoiceRefusal("loss", failure, now)}
      >
        Until it is about to lose one
      </MenuItem>
    </Menu>
  );
}
