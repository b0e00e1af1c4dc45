"use client";

import { type ReactNode, useCallback, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { useToast } from "@/app/_components/ui/toasts";
import type { Alert } from "@/lib/contract/alert-fields";

export interface Answers {
  /** Why it cannot be acknowledged now; undefined when it can. */
  readonly refusalOf: (alert: Alert) => string | undefined;
  readonly acknowledge: (alert: Alert) => void;
  readonly handBack: (alert: Alert) => void;
  /** The alert that is being answered. */
  readonly busyId: string | undefined;
  /** What the last answer was refused for. */
  readonly problem: ReactNode;
}

/** Saying that one has an alert, and giving it back. Both are told to its channels. */
export function useAnswers(): Answers {
  const toast = useToast();
  const [askedId, setAskedId] = useState<string>();
  const mayNot = useRefusal("alerts.answer");
  const back = useCommand("unacknowledgeAlert", { onDone: () => toast({ text: "Handed back. Nobody has it." }) });
  const { run: runBack } = back;
  const taken = useCommand("acknowledgeAlert", {
    onDone: ({ id, number }) =>
      toast({ text: `A-${number} is yours.`, undo: { label: "Hand back", onUndo: () => runBack({ id }) } }),
  });
  const { run: runTaken } = taken;
  const acknowledge = useCallback(
    ({ id }: Alert) => {
      setAskedId(id);
      runTaken({ id });
    },
    [runTaken],
  );
  const handBack = useCallback(
    ({ id }: Alert) => {
      setAskedId(id);
      runBack({ id });
    },
    [runBack],
  );
  const refusalOf = useCallback((alert: Alert) => answeredWords(alert) ?? mayNot, [mayNot]);
  const problem = taken.problem ?? back.problem;
  return {
    refusalOf,
    acknowledge,
    handBack,
    busyId: taken.isBusy || back.isBusy ? askedId : undefined,
    problem: problem ? <ProblemNote problem={problem} /> : null,
  };
}

function answeredWords({ state, acknowledgedBy }: Alert): string | undefined {
  if (state === "resolved") return "It is over: there is nothing to take.";
  return state === "acknowledged" ? `${acknowledgedBy ?? "Somebody"} has it.` : undefined;
}
