"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { ApprovalRules } from "@/lib/contract/approvals";
import type { Problem } from "@/lib/contract/problem";
import { type ApprovalRule, type ApprovalTerms, canonicalTerms } from "@/lib/core/approvals/rule";

export interface RulesDraft {
  readonly saved: ApprovalRules;
  readonly draft: ApprovalTerms;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  readonly setRules: (rules: readonly ApprovalRule[]) => void;
  readonly setLimit: (applyLimit: number) => void;
  readonly reset: () => void;
  readonly save: () => void;
}

/** The rules as they are edited here, and as they are in force. Saving over somebody else's change is refused. */
export function useApprovalRules(first: ApprovalRules): RulesDraft {
  const [saved, setSaved] = useState(first);
  const [draft, setDraft] = useState<ApprovalTerms>(first);
  const toast = useToast();
  const put = useCommand("putApprovalRules", {
    onDone: (after) => {
      setSaved(after);
      setDraft(after);
      toast({ text: "Saved. The rules hold at once, for plans that wait too." });
    },
  });
  return {
    saved,
    draft,
    isChanged: canonicalTerms(draft) !== canonicalTerms(saved),
    isSaving: put.isBusy,
    problem: put.problem,
    setRules: (rules) => setDraft((before) => ({ ...before, rules })),
    setLimit: (applyLimit) => setDraft((before) => ({ ...before, applyLimit })),
    reset: () => {
      put.reset();
      setDraft(saved);
    },
    save: () =>
      put.run({
        rules: draft.rules.map((rule) => ({ ...rule })),
        applyLimit: draft.applyLimit,
        ifVersion: saved.version,
      }),
  };
}
