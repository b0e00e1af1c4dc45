"use client";

import { GeistSans } from "geist/font/sans";
import { useEffect } from "react";
import { BlankPage } from "./_components/ui/blank-page";
import { Button } from "./_components/ui/button";
import { Mark } from "./_components/ui/mark";
import "./globals.css";

type Props = { error: Error & { digest?: string } };

/** Stands in for the whole document when even its frame could not be drawn. */
export default function GlobalErrorPage({ error }: Props) {
  useEffect(() => {
    // The script that picks the theme is part of the frame that failed.
    document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }, []);
  return (
    <html lang="en" className={GeistSans.variable}>
      <head>
        <title>Not working · Dead Letter Office</title>
      </head>
      <body>
        <main className="mx-auto grid w-full max-w-[560px] content-start gap-2 px-6 py-16">
          <Mark />
          <BlankPage
            className="py-0"
            title="Nothing can be shown now."
            actions={
              <Button variant="filled" onClick={() => window.location.reload()}>
                Load again
              </Button>
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
              The web process could not draw the page. Runs belong to the worker, not to this page; retention goes on as
              well.
            </p>
          </BlankPage>
        </main>
      </body>
    </html>
  );
}
