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
import { ResumeDialog } from "./resume-dialog";

export interface Brakes {
  readonly brakes: readonly Brake[];
  readonly act: Record<Brake, () => void>;
  readonly isBusy: boolean;
  readonly refusal: string | undefined;
  /** What went wrong with the last of them. */
  readonly problem: Problem | undefined;
  readonly dialog: ReactNode;
}

/** The brakes of a run: undo while it waits, then pause, resume, open the next stage and cancel; by button and by key. */
export function useBrakes(run: Run): Brakes {
  const { id } = run;
  const refusal = useRefusal("plans.apply", inAccount(run));
  const [asked, setAsked] = useState<"cancel" | "resume">();
  const close = () => setAsked(undefined);
  const commands = {
    undo: useCommand("undoRun"),
    pause: useCommand("pauseRun"),
    resume: useCommand("resumeRun", { onDone: close }),
    continue: useCommand("continueRun"),
    cancel: useCommand("cancelRun", { onDone: close }),
  };
  const [undo, pause, resume] = [commands.undo.run, commands.pause.run, commands.resume.run];
  const openNext = commands.continue.run;
  const act = useMemo<Record<Brake, () => void>>(
    () => ({
      undo: () => undo({ id }),
      pause: () => pause({ id }),
      resume: () => resume({ id }),
      "go-on": () => setAsked("resume"),
      continue: () => openNext({ id }),
      cancel: () => setAsked("cancel"),
      "stop-watching": () => setAsked("cancel"),
    }),
    [id, undo, pause, resume, openNext],
  );
  const brakes = brakesOf(run);
  const all = Object.values(commands);
  const isBusy = all.some((command) => command.isBusy);
  useBrakeKeys(refusal || isBusy ? NONE : brakes, act);
  return {
    brakes,
    act,
    isBusy,
    refusal,
    problem: asked ? undefined : all.find(({ problem }) => problem)?.problem,
    dialog: (
      <>
        <CancelDialog
          run={run}
          isOpen={asked === "cancel"}
          isBusy={commands.cancel.isBusy}
          error={commands.cancel.problem?.detail}
          onClose={() => {
            close();
            commands.cancel.reset();
          }}
          onConfirm={() => commands.cancel.run({ id })}
        />
        <ResumeDialog
          run={run}
          isOpen={asked === "resume"}
          isBusy={commands.resume.isBusy}
          error={commands.resume.problem?.detail}
          onClose={() => {
            close();
            commands.resume.reset();
          }}
          onConfirm={() => resume({ id, acceptReturns: true })}
        />
      </>
    ),
  };
}

const NONE: readonly Brake[] = [];

const KEYS: Partial<Record<Brake, { keys: string; label: string }>> = {
  undo: { keys: "u", label: "Undo" },
  pause: { keys: "p", label: "Pause" },
  resume: { keys: "p", label: "Resume" },
  "go-on": { keys: "p", label: "Go on anyway" },
  continue: { keys: "n", label: "Open the next stage" },
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
