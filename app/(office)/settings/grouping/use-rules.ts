"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { OutputOf } from "@/lib/contract";
import type { Problem } from "@/lib/contract/problem";
import { canonicalRules, type GroupingRule } from "@/lib/core/failures/rules/rule";

export interface Rules {
  readonly saved: OutputOf<"listGroupingRules">;
  readonly drafts: GroupingRule[];
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: Problem | undefined;
  readonly change: (drafts: GroupingRule[]) => void;
  readonly reset: () => void;
  readonly save: () => void;
}

/** The rules as they are edited here, and as they are in force. Saving over somebody else's change is refused. */
export function useRules(first: OutputOf<"listGroupingRules">): Rules {
  const [saved, setSaved] = useState(first);
  const [drafts, setDrafts] = useState<GroupingRule[]>(first.rules);
  const toast = useToast();
  const put = useCommand("putGroupingRules", {
    onDone: (after) => {
      setSaved(after);
      setDrafts(after.rules);
      toast({ text: "Saved. They hold for messages that arrive from now on." });
    },
  });
  return {
    saved,
    drafts,
    isChanged: canonicalRules(drafts) !== canonicalRules(saved.rules),
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
