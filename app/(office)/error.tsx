"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { BlankPage } from "../_components/ui/blank-page";
import { Button, ButtonLink } from "../_components/ui/button";
import { Icon } from "../_components/ui/icons";

type Props = { error: Error & { digest?: string }; reset: () => void };

/** What a page shows that could not be read; the frame around it stays. */
export default function ErrorPage({ error, reset }: Props) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <BlankPage
      title="This page could not be read."
      actions={
        <>
          <Button variant="filled" onClick={retry}>
            <Icon name="retry" /> Try again
          </Button>
          <ButtonLink href="/">Go to Now</ButtonLink>
        </>
      }
      foot={
        error.digest ? (
          <>
            In the web log under <code className="machine text-ink-2">{error.digest}</code>
          </>
        ) : undefined
      }
    >
      <p>
        The database did not answer, or answered what was not expected. Runs belong to the worker, not to this page.
      </p>
      <p>The other pages and the API may still work.</p>
    </BlankPage>
  );
}
