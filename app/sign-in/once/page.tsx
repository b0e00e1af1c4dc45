import type { Metadata } from "next";
import { Mark } from "../../_components/ui/mark";
import { OnceDoor } from "./once-door";

export const metadata: Metadata = { title: "Sign in once" };

/** Behind a link of `dlo admin break-glass`. Looking at it uses nothing up. */
export default function OncePage() {
  return (
    <main className="mx-auto grid w-full max-w-[360px] content-start gap-6 px-6 py-24 max-sm:py-12">
      <header className="grid gap-3">
        <Mark />
        <h1 className="text-xl font-semibold">Sign in with this link</h1>
        <p className="text-ink-2">It works once, and for a short time. That it is used is in the audit log.</p>
      </header>
      <OnceDoor />
    </main>
  );
}
