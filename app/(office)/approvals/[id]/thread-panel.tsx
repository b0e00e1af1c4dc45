"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { inAccount } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { Plan } from "@/lib/contract/plans";
import { SaidList } from "../said-list";

/** What people said about a plan, and where one adds to it. */
export function ThreadPanel({ plan }: { plan: Plan }) {
  const [comment, setComment] = useState("");
  const place = inAccount(plan);
  const [mayMake, mayApprove] = [useRefusal("plans.create", place), useRefusal("plans.approve", place)];
  const refusal = mayMake === undefined ? undefined : mayApprove;
  const add = useCommand("commentPlan", { onDone: () => setComment("") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.run({ id: plan.id, comment });
  };
  return (
    <Panel title="Said about it">
      <SaidList approval={plan.approval} />
      <form onSubmit={submit} noValidate className="mt-3 grid justify-items-start gap-2 border-t pt-3">
        <Field label="Comment" help="Cannot be changed later." error={add.fieldError("comment")} className="w-full">
          <TextArea value={comment} maxLength={1000} onChange={(event) => setComment(event.target.value)} />
        </Field>
        {add.problem && !add.fieldError("comment") ? <ProblemNote problem={add.problem} /> : null}
        <Button
          type="submit"
          align="start"
          isBusy={add.isBusy}
          disabledReason={refusal ?? (comment.trim() === "" ? "Write something first." : undefined)}
        >
          Add comment
        </Button>
      </form>
    </Panel>
  );
}
