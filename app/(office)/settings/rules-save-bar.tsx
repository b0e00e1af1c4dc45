"use client";

import { Button } from "@/app/_components/ui/button";

type SaveProps = {
  rules: { isChanged: boolean; isSaving: boolean; save: () => void; reset: () => void };
  refusal: string | undefined;
  onAdd: () => void;
};

/** Under a list of rules that are being edited: one more, save, or take all changes back. */
export function RulesSaveBar({ rules, refusal, onAdd }: SaveProps) {
  return (
    <div className="mt-3 flex flex-wrap items-start gap-2">
      <Button align="start" disabledReason={refusal} onClick={onAdd}>
        Add a rule
      </Button>
      {rules.isChanged ? (
        <>
          <Button variant="filled" isBusy={rules.isSaving} disabledReason={refusal} onClick={rules.save}>
            Save rules
          </Button>
          <Button variant="ghost" onClick={rules.reset}>
            Discard changes
          </Button>
        </>
      ) : null}
    </div>
  );
}
