import type { Metadata } from "next";
import { BlankPage } from "../_components/ui/blank-page";
import { ButtonLink } from "../_components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFoundPage() {
  return (
    <BlankPage
      title="Not here, or not yours to see."
      actions={
        <>
          <ButtonLink href="/">Go to Now</ButtonLink>
          <ButtonLink href="/queues">All queues</ButtonLink>
        </>
      }
    >
      <p>
        No such thing is known under this address. It may have been removed, or it belongs to an account outside your
        scope.
      </p>
      <p>
        Ids start with what they name: q_ a queue, fc_ a failure class, run_ a run, vlt_ a vault item, pl_ a pipeline,
        acc_ an account.
      </p>
    </BlankPage>
  );
}
