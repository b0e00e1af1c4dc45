"use client";

import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import type { RulesDraft } from "./use-approval-rules";

/** Saves all that was changed on this page, or drops it. */
export function SaveBar({ rules }: { rules: RulesDraft }) {
  const refusal = useRefusal("approvals.manage");
  if (!rules.isChanged && !rules.problem) return null;
  return (
    <div className="grid gap-2">
      {rules.problem ? <ProblemNote problem={rules.problem} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="filled" align="start" isBusy={rules.isSaving} disabledReason={refusal} onClick={rules.save}>
          Save rules
        </Button>
        <Button variant="ghost" onClick={rules.reset}>
          Discard changes
        </Button>
      </div>
    </div>
  );
}
