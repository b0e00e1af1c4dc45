"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusalFor } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { useToast } from "@/app/_components/ui/toasts";
import type { InputOf } from "@/lib/contract";
import type { FailureClass } from "@/lib/contract/failures";
import { AssignDialog } from "./assign-dialog";
import { DismissDialog } from "./dismiss-dialog";
import { SnoozeDialog } from "./snooze-dialog";
import { type TriageVerb, triageRefusal } from "./triage-words";
import { undoOf } from "./undo-triage";

export type SnoozeUntil = InputOf<"snoozeFailureClass">["until"];
export type SnoozeForm = "time" | "count";
type Asking =
  | { what: "assign"; failure: FailureClass }
  | { what: "dismiss"; failure: FailureClass }
  | { what: "snooze"; failure: FailureClass; form: SnoozeForm | undefined };

export interface Triage {
  /** Why this cannot be decided now; undefined when it can. */
  readonly refusalOf: (verb: TriageVerb, failure: FailureClass) => string | undefined;
  readonly acknowledge: (failure: FailureClass) => void;
  readonly reopen: (failure: FailureClass) => void;
  readonly snooze: (failure: FailureClass, until: SnoozeUntil) => void;
  readonly askAssign: (failure: FailureClass) => void;
  readonly askDismiss: (failure: FailureClass) => void;
  /** Opens the dialog with all four choices, or at the one that needs a number or a time. */
  readonly askSnooze: (failure: FailureClass, form?: SnoozeForm) => void;
  /** The open dialog. */
  readonly dialog: ReactNode;
  /** What the last decision without a dialog was refused for. */
  readonly problem: ReactNode;
}

/** What people can decide about failure classes: the commands, their dialogs, and why one cannot be given. */
export function useTriage(): Triage {
  const [asking, setAsking] = useState<Asking>();
  const mayNot = useRefusalFor("classes.triage");
  const { acknowledge, reopen, snooze, problem } = useDecisions();
  const refusalOf = useCallback(
    (verb: TriageVerb, failure: FailureClass) => triageRefusal(verb, failure, mayNot(onFailure(failure))),
    [mayNot],
  );
  const asks = useMemo(
    () => ({
      askAssign: (failure: FailureClass) => setAsking({ what: "assign", failure }),
      askDismiss: (failure: FailureClass) => setAsking({ what: "dismiss", failure }),
      askSnooze: (failure: FailureClass, form?: SnoozeForm) => setAsking({ what: "snooze", failure, form }),
    }),
    [],
  );
  const dialog = asking ? <TriageDialog asking={asking} onClose={() => setAsking(undefined)} /> : null;
  return { refusalOf, acknowledge, reopen, snooze, ...asks, dialog, problem };
}

function useDecisions() {
  const toast = useToast();
  const { run: runReopen, problem: reopenProblem } = useCommand("reopenFailureClass", {
    onDone: () => toast({ text: "Open again." }),
  });
  const { run: runAcknowledge, problem: acknowledgeProblem } = useCommand("acknowledgeFailureClass", {
    onDone: (after) => toast({ text: "Acknowledged. You look after it.", ...undoOf(after, runReopen) }),
  });
  const { run: runSnooze, problem: snoozeProblem } = useCommand("snoozeFailureClass", {
    onDone: (after) => toast({ text: "Snoozed. It comes back by itself.", ...undoOf(after, runReopen) }),
  });
  const acknowledge = useCallback(({ id }: FailureClass) => runAcknowledge({ id }), [runAcknowledge]);
  const reopen = useCallback(({ id }: FailureClass) => runReopen({ id }), [runReopen]);
  const snooze = useCallback(({ id }: FailureClass, until: SnoozeUntil) => runSnooze({ id, until }), [runSnooze]);
  const refused = acknowledgeProblem ?? snoozeProblem ?? reopenProblem;
  const problem = refused ? (
    <div className="mb-4">
      <ProblemNote problem={refused} />
    </div>
  ) : null;
  return { acknowledge, reopen, snooze, problem };
}

function TriageDialog({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  if (asking.what === "assign") return <AssignDialog failure={asking.failure} onClose={onClose} />;
  if (asking.what === "dismiss") return <DismissDialog failure={asking.failure} onClose={onClose} />;
  return <SnoozeDialog failure={asking.failure} form={asking.form} onClose={onClose} />;
}
