"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/app/_components/ui/button";
import { Field, TextInput } from "@/app/_components/ui/field";
import { Panel } from "@/app/_components/ui/panel";
import { useToast } from "@/app/_components/ui/toasts";
import { askDoor } from "@/app/sign-in/ask-door";

const EMPTY = { before: "", after: "" };

/** Changes one's own password. */
export function OwnPassword() {
  const [draft, setDraft] = useState(EMPTY);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const toast = useToast();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await askDoor("password", draft);
    setBusy(false);
    if ("refusal" in answer) return setRefusal(answer.refusal);
    setRefusal(undefined);
    setDraft(EMPTY);
    toast({ text: "Changed. Your other sessions have ended." });
  };
  return (
    <Panel title="My password" hint="for who signs in with one">
      <form onSubmit={submit} className="grid items-start gap-3 sm:grid-cols-[1fr_1fr_auto]">
        <Field label="Password now" error={refusal}>
          <TextInput
            type="password"
            autoComplete="current-password"
            required
            value={draft.before}
            onChange={(event) => setDraft({ ...draft, before: event.target.value })}
          />
        </Field>
        <Field label="New password" help="At least 12 characters. Ends your other sessions.">
          <TextInput
            type="password"
            autoComplete="new-password"
            required
            minLength={12}
            value={draft.after}
            onChange={(event) => setDraft({ ...draft, after: event.target.value })}
          />
        </Field>
        <Button type="submit" isBusy={isBusy} className="sm:mt-6">
          Change
        </Button>
      </form>
    </Panel>
  );
}
