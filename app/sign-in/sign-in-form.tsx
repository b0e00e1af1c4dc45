"use client";

import { type FormEvent, useState } from "react";
import { DEMO_PASSWORD, DEMO_USERS } from "@/lib/core/demo";
import { Button } from "../_components/ui/button";
import { Field, TextInput } from "../_components/ui/field";
import { askToSignIn } from "./ask-to-sign-in";

/** E-mail and password. Goes to `next` with a full load, so that every part of the page is made for who came in. */
export function SignInForm({ next, isFirst = false }: { next: string; isFirst?: boolean }) {
  const { isBusy, refusal, enter } = useDoor(next);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    enter(`${form.get("email")}`, `${form.get("password")}`);
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="E-mail">
        <TextInput type="email" name="email" autoComplete="username" required />
      </Field>
      <Field label="Password" error={refusal}>
        <TextInput type="password" name="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" variant={isFirst ? "filled" : undefined} isBusy={isBusy}>
        Sign in
      </Button>
    </form>
  );
}

/** The demo's people, one button each, with what sets them apart: what they cannot do. */
export function DemoDoors({ next }: { next: string }) {
  const { isBusy, refusal, enter } = useDoor(next);
  return (
    <div className="grid gap-3">
      {DEMO_USERS.map(({ door, email, name, cannot }) => (
        <div key={door} className="grid gap-1">
          <Button
            variant={door === "operator" ? "filled" : undefined}
            isBusy={isBusy}
            aria-describedby={`door-${email}`}
            onClick={() => enter(email, DEMO_PASSWORD)}
          >
            Enter as {door}
          </Button>
          <p id={`door-${email}`} className="text-xs text-ink-2">
            <span className="weight-emphasis">{name}</span> {cannot}
          </p>
        </div>
      ))}
      {refusal ? (
        <p role="alert" className="text-xs text-danger">
          {refusal}
        </p>
      ) : null}
    </div>
  );
}

function useDoor(next: string) {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const enter = async (email: string, password: string) => {
    setBusy(true);
    setRefusal(undefined);
    const why = await askToSignIn(email, password);
    if (why === undefined) return window.location.assign(next);
    setRefusal(why);
    setBusy(false);
  };
  return { isBusy, refusal, enter };
}
