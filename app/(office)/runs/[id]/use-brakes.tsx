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
  const commands = useBrakeCommands(close);
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
  const reset = () => {
    close();
    commands.cancel.reset();
    commands.resume.reset();
  };
  const dialog = (
    <>
      <CancelDialog
        {...stateOf(commands.cancel, asked === "cancel")}
        run={run}
        onClose={reset}
        onConfirm={() => commands.cancel.run({ id })}
      />
      <ResumeDialog
        {...stateOf(commands.resume, asked === "resume")}
        run={run}
        onClose={reset}
        onConfirm={() => resume({ id, acceptReturns: true })}
      />
    </>
  );
  const problem = asked ? undefined : all.find((command) => command.problem)?.problem;
  return { brakes, act, isBusy, refusal, problem, dialog };
}

function useBrakeCommands(onAnswered: () => void) {
  return {
    undo: useCommand("undoRun"),
    pause: useCommand("pauseRun"),
    resume: useCommand("resumeRun", { onDone: onAnswered }),
    continue: useCommand("continueRun"),
    cancel: useCommand("cancelRun", { onDone: onAnswered }),
  };
}

function stateOf({ isBusy, problem }: { isBusy: boolean; problem: Problem | undefined }, isOpen: boolean) {
  return { isOpen, isBusy, error: problem?.detail };
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
