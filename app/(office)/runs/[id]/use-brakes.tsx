"use client";

import { type ReactNode, useMemo, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { useKeys } from "@/app/_components/shell/key-provider";
import { inAccount } from "@/app/_components/targets";
import type { Problem } from "@/lib/contract/problem";
import type { Run } from "@/lib/contract/runs";
import { type Brake, brakesOf } from "./brakes";
import { CancelDialog } from "./cancel-dialog";

export interface Brakes {
  readonly brakes: readonly Brake[];
  readonly act: Record<Brake, () => void>;
  readonly isBusy: boolean;
  readonly refusal: string | undefined;
  /** What went wrong with the last of them. */
  readonly problem: Problem | undefined;
  readonly dialog: ReactNode;
}

/** The brakes of a run: undo while it waits, then pause, resume and cancel; by button and by key. */
export function useBrakes(run: Run): Brakes {
  const { id } = run;
  const refusal = useRefusal("plans.apply", inAccount(run));
  const [isAsking, setAsking] = useState(false);
  const pause = useCommand("pauseRun");
  const resume = useCommand("resumeRun");
  const cancel = useCommand("cancelRun", { onDone: () => setAsking(false) });
  const [pauseRun, resumeRun, cancelRun] = [pause.run, resume.run, cancel.run];
  const act = useMemo<Record<Brake, () => void>>(
    () => ({
      undo: () => cancelRun({ id }),
      pause: () => pauseRun({ id }),
      resume: () => resumeRun({ id }),
      cancel: () => setAsking(true),
      "stop-watching": () => setAsking(true),
    }),
    [id, pauseRun, resumeRun, cancelRun],
  );
  const brakes = brakesOf(run);
  const isBusy = pause.isBusy || resume.isBusy || cancel.isBusy;
  useBrakeKeys(refusal || isBusy ? NONE : brakes, act);
  const close = () => {
    setAsking(false);
    cancel.reset();
  };
  return {
    brakes,
    act,
    isBusy,
    refusal,
    problem: pause.problem ?? resume.problem ?? (isAsking ? undefined : cancel.problem),
    dialog: (
      <CancelDialog
        run={run}
        isOpen={isAsking}
        isBusy={cancel.isBusy}
        error={cancel.problem?.detail}
        onClose={close}
        onConfirm={() => cancelRun({ id })}
      />
    ),
  };
}

const NONE: readonly Brake[] = [];

const KEYS: Partial<Record<Brake, { keys: string; label: string }>> = {
  undo: { keys: "u", label: "Undo" },
  pause: { keys: "p", label: "Pause" },
  resume: { keys: "p", label: "Resume" },
};

function useBrakeKeys(brakes: readonly Brake[], act: Record<Brake, () => void>) {
  useKeys(
    useMemo(
      () =>
        brakes.flatMap((brake) => {
          const key = KEYS[brake];
          return key ? [{ ...key, group: "This run", run: act[brake] }] : [];
        }),
      [brakes, act],
    ),
  );
}
