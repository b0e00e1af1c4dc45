"use client";

import { type FormEvent, useState } from "react";
import { ApiError, createClient } from "@/lib/contract/client";
import { Button } from "../_components/ui/button";
import { Field, TextInput } from "../_components/ui/field";
import { askToSignIn } from "../sign-in/ask-to-sign-in";

const client = createClient({ baseUrl: "" });
type Refusals = Readonly<Record<string, string>>;

/** Makes the first admin and signs them in. */
export function SetupForm({ token }: { token: string }) {
  const [isBusy, setBusy] = useState(false);
  const [refusals, setRefusals] = useState<Refusals>({});
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [name, email, password] = ["name", "email", "password"].map((field) => `${form.get(field) ?? ""}`);
    setBusy(true);
    const refused = await makeAdmin({ token, name: name ?? "", email: email ?? "", password: password ?? "" });
    if (!refused) return window.location.assign("/");
    setRefusals(refused);
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Name" error={refusals.name}>
        <TextInput name="name" autoComplete="name" required />
      </Field>
      <Field label="E-mail" error={refusals.email}>
        <TextInput type="email" name="email" autoComplete="username" required />
      </Field>
      <Field label="Password" help="At least 12 characters" error={refusals.password}>
        <TextInput type="password" name="password" autoComplete="new-password" minLength={12} required />
      </Field>
      {refusals.form ? (
        <p role="alert" className="text-xs text-danger">
          {refusals.form}
        </p>
      ) : null}
      <Button type="submit" variant="filled" isBusy={isBusy}>
        Make admin
      </Button>
    </form>
  );
}

async function makeAdmin(admin: { token: string; name: string; email: string; password: string }) {
  try {
    await client.createFirstAdmin(admin);
  } catch (error) {
    if (!(error instanceof ApiError)) return { form: "The server does not answer. Try again." };
    const byField = (error.problem.fields ?? []).map(({ field, message }) => [field, message] as const);
    return byField.length > 0 ? Object.fromEntries(byField) : { form: error.problem.detail };
  }
  const why = await askToSignIn(admin.email, admin.password);
  return why === undefined ? undefined : { form: why };
}
