"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { ProblemNote } from "@/app/_components/problem-note";
import { ConfirmDialog } from "@/app/_components/ui/confirm-dialog";
import { Field, TextArea } from "@/app/_components/ui/field";
import { useToast } from "@/app/_components/ui/toasts";
import type { Plan } from "@/lib/contract/plans";
import { shortHash } from "./approval-words";

export type Decision = "approve" | "refuse" | "withdraw";

type Props = { plan: Plan; decision: Decision; onClose: () => void };

const WORDS = {
  approve: {
    title: "Approve",
    label: "Approve",
    tone: "filled",
    consequence: "Nothing starts by it: whoever may apply the plan does so afterwards.",
    done: "Approved.",
  },
  refuse: {
    title: "Refuse",
    label: "Refuse",
    tone: "danger",
    consequence: "It stays refused. Who wants it still makes a new plan.",
    done: "Refused.",
  },
  withdraw: {
    title: "Take back",
    label: "Take back",
    tone: "danger",
    consequence: "It can never be applied. Nothing has reached AWS.",
    done: "Taken back.",
  },
} as const;

/** Asks once more, with what it means, and takes a comment; a refusal needs one. */
export function DecideDialog({ plan, decision, onClose }: Props) {
  const [comment, setComment] = useState("");
  const words = WORDS[decision];
  const act = useDecision(plan, decision, onClose);
  const isMissing = decision === "refuse" && comment.trim() === "";
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={`${words.title}: ${plan.title}?`}
      confirmLabel={words.label}
      tone={words.tone}
      isBusy={act.isBusy}
      disabledReason={isMissing ? "Say why." : undefined}
      error={act.problem ? <ProblemNote problem={act.problem} /> : undefined}
      onConfirm={() => act.run(comment.trim())}
    >
      <p>{words.consequence}</p>
      {decision === "approve" ? (
        <p>
          For exactly this plan, hash <code className="machine">{shortHash(plan.hash)}</code>.
        </p>
      ) : null}
      <Field label={decision === "refuse" ? "Why" : "Comment"} isOptional={decision !== "refuse"}>
        <TextArea value={comment} maxLength={1000} onChange={(event) => setComment(event.target.value)} />
      </Field>
    </ConfirmDialog>
  );
}

function useDecision({ id, hash }: Plan, decision: Decision, onClose: () => void) {
  const toast = useToast();
  const onDone = () => {
    toast({ text: WORDS[decision].done });
    onClose();
  };
  const approve = useCommand("approvePlan", { onDone });
  const refuse = useCommand("refusePlan", { onDone });
  const withdraw = useCommand("withdrawPlan", { onDone });
  const { isBusy, problem } = { approve, refuse, withdraw }[decision];
  return {
    isBusy,
    problem,
    run: (comment: string) => {
      const more = comment ? { comment } : {};
      if (decision === "approve") approve.run({ id, hash, ...more });
      else if (decision === "refuse") refuse.run({ id, hash, comment });
      else withdraw.run({ id, ...more });
    },
  };
}
