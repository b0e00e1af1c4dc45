import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { operations } from "@/lib/operations";
import { Mark } from "../_components/ui/mark";
import { anyonesContext } from "../_http/page-context";
import { localPath } from "./local-path";
import { signInProblemWords } from "./problem-words";
import { ProviderDoors } from "./provider-doors";
import { DemoDoors, SignInForm } from "./sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

type Parameters = { next?: string | string[]; problem?: string | string[] };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Parameters> }) {
  const ctx = await anyonesContext();
  const { isDemo } = ctx.settings;
  const parameters = await searchParams;
  const next = localPath(parameters.next);
  if (ctx.actor.kind !== "anonymous") redirect(next);
  const { providers, isPasswordOn } = await operations.listSignInWays(ctx, {});
  const problem = signInProblemWords(parameters.problem);
  return (
    <main className="mx-auto grid w-full max-w-[360px] content-start gap-6 px-6 py-24 max-sm:py-12">
      <header className="grid gap-3">
        <Mark />
        <h1 className="text-xl font-semibold">{isDemo ? "Look around the demo" : "Sign in"}</h1>
        {isDemo ? (
          <p className="text-ink-2">Its AWS is simulated. Enter in a role; each sees and may do something else.</p>
        ) : null}
      </header>
      {problem ? <Problem words={problem} /> : null}
      {isDemo ? <DemoDoors next={next} /> : null}
      {providers.length > 0 ? <ProviderDoors providers={providers} next={next} isFirst={!isDemo} /> : null}
      {!isDemo && isPasswordOn ? <PasswordPart next={next} isOnly={providers.length === 0} /> : null}
      {!isDemo && !isPasswordOn && providers.length === 0 ? (
        <p className="text-ink-2">
          There is no way in just now. Whoever runs this machine has one: dlo admin break-glass.
        </p>
      ) : null}
    </main>
  );
}

function Problem({ words }: { words: string }) {
  return (
    <p role="alert" className="rounded-md border border-danger-line bg-danger-soft px-3 py-2 text-danger">
      {words}
    </p>
  );
}

function PasswordPart({ next, isOnly }: { next: string; isOnly: boolean }) {
  if (isOnly) return <SignInForm next={next} isFirst />;
  return (
    <section className="grid gap-4 border-t pt-5">
      <h2 className="text-sm font-semibold">With a password</h2>
      <SignInForm next={next} />
    </section>
  );
}
