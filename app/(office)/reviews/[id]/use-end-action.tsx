"use client";

import { useCallback, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { useToast } from "@/app/_components/ui/toasts";
import type { ReviewAction } from "@/lib/contract/review-fields";

/** Ends an action item as done or dropped. Done can be taken back for half a minute. */
export function useEndAction() {
  const refusal = useRefusal("reviews.write");
  const [busyId, setBusyId] = useState<string>();
  const toast = useToast();
  const { run, problem } = useCommand("updateReviewAction");
  const end = useCallback(
    (action: ReviewAction, change: { state: "done" } | { state: "dropped"; reason: string }, onDone?: () => void) => {
      setBusyId(action.id);
      run(
        { id: action.id, version: action.version, ...change },
        {
          onSettled: () => setBusyId(undefined),
          onSuccess: ({ version }) => {
            onDone?.();
            toast({
              text: `No. ${action.number} is ${change.state}.`,
              undo: { onUndo: () => run({ id: action.id, version, state: "open" }) },
            });
          },
        },
      );
    },
    [run, toast],
  );
  return { refusal, busyId, end, problem: problem ? <ProblemNote problem={problem} /> : null };
}
export type EndAction = ReturnType<typeof useEndAction>;
