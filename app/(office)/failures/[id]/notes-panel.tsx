"use client";

import { type FormEvent, useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { onFailure } from "@/app/_components/targets";
import { Button } from "@/app/_components/ui/button";
import { Field, TextArea } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import type { FailureClass } from "@/lib/contract/failures";

/** Where a note is written; it appears in the activity and stays with the class through runs. */
export function NotesPanel({ failure }: { failure: FailureClass }) {
  const [text, setText] = useState("");
  const refusal = useRefusal("classes.triage", onFailure(failure));
  const add = useCommand("addClassNote", { onDone: () => setText("") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.run({ id: failure.id, text });
  };
  return (
    <Panel title="Note" hint="stays through runs">
      <form onSubmit={submit} noValidate className="grid justify-items-start gap-2">
        <Field
          label="What the next person should know"
          help="Cannot be changed later."
          error={add.fieldError("text")}
          className="w-full"
        >
          <TextArea value={text} maxLength={4000} onChange={(event) => setText(event.target.value)} />
        </Field>
        {add.problem && !add.fieldError("text") ? <ProblemNote problem={add.problem} /> : null}
        <Button
          type="submit"
          isBusy={add.isBusy}
          align="start"
          disabledReason={refusal ?? (text.trim() === "" ? "Write something first." : undefined)}
        >
          Add note
        </Button>
      </form>
    </Panel>
  );
}
