"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useToast } from "@/app/_components/ui/toasts";
import type { Retention, RetentionPreview } from "@/lib/contract/retention";
import type { RetentionRules } from "@/lib/core/privacy/retention";
import { isSameRules, rulesOf } from "./retention-draft";

/** The rules as they are edited here, and as they are in force. They are saved only after a preview of these very rules. */
export function useRetention(first: Retention) {
  const [saved, setSaved] = useState(first);
  const [draft, setDraft] = useState<RetentionRules>(rulesOf(first));
  const [previewed, setPreviewed] = useState<{ rules: RetentionRules; found: RetentionPreview }>();
  const toast = useToast();
  const preview = useCommand("previewRetention");
  const put = useCommand("putRetention", {
    onDone: (after) => {
      setSaved(after);
      setDraft(rulesOf(after));
      setPreviewed(undefined);
      toast({ text: "Saved. The worker begins within five minutes." });
    },
  });
  const found = previewed && isSameRules(previewed.rules, draft) ? previewed.found : undefined;
  return {
    saved,
    draft,
    found,
    isChanged: !isSameRules(draft, rulesOf(saved)),
    isLooking: preview.isBusy,
    isSaving: put.isBusy,
    problem: put.problem ?? preview.problem,
    change: setDraft,
    look: () => preview.run(draft, { onSuccess: (answer) => setPreviewed({ rules: draft, found: answer }) }),
    reset: () => {
      put.reset();
      preview.reset();
      setDraft(rulesOf(saved));
    },
    save: () => put.run({ ...draft, ifVersion: saved.version }),
  };
}
export type RetentionDraft = ReturnType<typeof useRetention>;
