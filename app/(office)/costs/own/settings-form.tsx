"use client";

import type { FormEvent, ReactNode } from "react";
import type { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";

type Props = {
  put: Pick<ReturnType<typeof useCommand<"putCostSettings">>, "problem" | "isBusy">;
  isChanged: boolean;
  /** Whether what was typed can be sent; what is wrong stands at its field. */
  isGood: boolean;
  saveLabel: string;
  onSave: () => void;
  children: ReactNode;
};

/** The fields of one panel of cost settings with its own save. */
export function SettingsForm({ put, isChanged, isGood, saveLabel, onSave, children }: Props) {
  const refusal = useRefusal("costs.manage");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!refusal && isChanged && isGood && !put.isBusy) onSave();
  };
  return (
    <form onSubmit={submit} className="grid gap-3">
      {children}
      {put.problem && !put.problem.fields?.length ? <ProblemNote problem={put.problem} /> : null}
      <Button
        type="submit"
        align="start"
        className="justify-self-start"
        isBusy={put.isBusy}
        disabledReason={refusal ?? (isChanged ? undefined : "Nothing was changed.")}
      >
        {saveLabel}
      </Button>
    </form>
  );
}
