import type { Metadata } from "next";
import { BlankPage } from "./_components/ui/blank-page";
import { ButtonLink } from "./_components/ui/button";
import { Mark } from "./_components/ui/mark";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <main className="mx-auto grid w-full max-w-[560px] content-start gap-2 px-6 py-16">
      <Mark />
      <BlankPage
        className="py-0"
        title="No such page."
        actions={
          <ButtonLink variant="filled" href="/">
            Go to Now
          </ButtonLink>
        }
      >
        <p>This address leads nowhere. Nothing was changed by asking for it.</p>
      </BlankPage>
    </main>
  );
}
