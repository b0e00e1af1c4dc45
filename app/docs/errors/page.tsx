import type { Metadata } from "next";
import { ERROR_PAGES } from "@/lib/contract/error-pages";

export const metadata: Metadata = { title: "Errors" };

/** Where the `type` of every problem document leads. Open to everybody: it tells nothing about this installation. */
export default function ErrorsPage() {
  return (
    <main className="mx-auto grid max-w-[72ch] gap-6 px-6 py-10">
      <header className="grid gap-1">
        <h1 className="text-xl font-semibold">Errors</h1>
        <p className="text-ink-2">
          Each refusal of the API carries one of these codes.{" "}
          <a className="text-accent underline" href="/docs">
            API
          </a>
        </p>
      </header>
      {Object.entries(ERROR_PAGES).map(([code, { meaning, whatToDo }]) => (
        <section key={code} id={code} className="grid gap-1 border-t border-line pt-4 target:bg-accent-soft">
          <h2 className="machine weight-emphasis">{code}</h2>
          <p>{meaning}</p>
          <p className="text-ink-2">
            <span className="weight-emphasis">What to do.</span> {whatToDo}
          </p>
        </section>
      ))}
    </main>
  );
}
