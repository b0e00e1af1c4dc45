"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { Problem } from "@/lib/contract/problem";
import type { MaskingRule } from "@/lib/core/privacy/masking-rule";
import { canonicalMaskingRules } from "@/lib/core/privacy/masking-rules";

export interface MaskingDrafts {
  readonly saved: OutputOf<"getMaskingRules">;
  readonly drafts: MaskingRule[];
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  readonly change: (drafts: MaskingRule[]) => void;
  readonly reset: () => void;
  readonly save: () => void;
}

/** The masking rules as they are edited here, and as they are in force. Saving over somebody else's change is refused. */
export function useMaskingRules(first: OutputOf<"getMaskingRules">): MaskingDrafts {
  const [saved, setSaved] = useState(first);
  const [drafts, setDrafts] = useState<MaskingRule[]>(first.rules);
  const toast = useToast();
  const put = useCommand("putMaskingRules", {
    onDone: (after) => {
      setSaved(after);
      setDrafts(after.rules);
      toast({ text: "Saved. They hold at once for what is shown; older copies follow within minutes." });
    },
  });
  return {
    saved,
    drafts,
    isChanged: canonicalMaskingRules(drafts) !== canonicalMaskingRules(saved.rules),
    isSaving: put.isBusy,
    problem: put.problem,
    change: setDrafts,
    reset: () => {
      put.reset();
      setDrafts(saved.rules);
    },
    save: () => put.run({ rules: drafts, ifVersion: saved.version }),
  };
}
