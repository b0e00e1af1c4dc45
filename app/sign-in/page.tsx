import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Mark } from "../_components/ui/mark";
import { anyonesContext } from "../_http/page-context";
import { localPath } from "./local-path";
import { DemoDoors, SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string | string[] }> }) {
  const { actor, settings } = await anyonesContext();
  const next = localPath((await searchParams).next);
  if (actor.kind !== "anonymous") redirect(next);
  return (
    <main className="mx-auto grid w-full max-w-[360px] content-start gap-6 px-6 py-24">
      <header className="grid gap-3">
        <Mark />
        <h1 className="text-xl font-semibold">{settings.isDemo ? "Look around the demo" : "Sign in"}</h1>
        {settings.isDemo ? (
          <p className="text-ink-2">Its AWS is simulated. Enter in a role; each sees and may do something else.</p>
        ) : null}
      </header>
      {settings.isDemo ? <DemoDoors next={next} /> : <SignInForm next={next} />}
    </main>
  );
}
