import type { Metadata } from "next";
import { Mark } from "../_components/ui/mark";
import { TextLink } from "../_components/ui/text-link";
import { web } from "../_http/context";
import { SetupForm } from "./setup-form";

export const metadata: Metadata = { title: "Set up" };
export const dynamic = "force-dynamic";

/** Behind the link that is printed at first start: makes the first admin, once. */
export default async function SetupPage({ searchParams }: { searchParams: Promise<{ token?: string | string[] }> }) {
  const { token } = await searchParams;
  const isClosed = await web().hasUsers();
  return (
    <main className="mx-auto grid w-full max-w-[360px] content-start gap-6 px-6 py-24">
      <header className="grid gap-3">
        <Mark />
        <h1 className="text-xl font-semibold">{isClosed ? "Set up already" : "Make the first admin"}</h1>
      </header>
      {isClosed ? (
        <p>
          This installation has its people. <TextLink href="/sign-in">Sign in</TextLink>
        </p>
      ) : typeof token === "string" && token ? (
        <SetupForm token={token} />
      ) : (
        <p>Open the link that the web process printed when it started. Each start prints a new one.</p>
      )}
    </main>
  );
}
