"use client";

import { Button, ButtonLink } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { Moment } from "@/app/_components/ui/time";
import type { Capsule } from "@/lib/contract/hand-over";
import { Markdown } from "../markdown";

const SUBJECTS = {
  class: { path: "/failures", word: "failure", place: { label: "Now", href: "/" } },
  incident: { path: "/incidents", word: "incident", place: { label: "Now", href: "/" } },
  alert: { path: "/alerts", word: "alert", place: { label: "Alerts", href: "/alerts" } },
} as const;

/** What was known when it was handed over. It never changes; what is so now stands on the page that it links. */
export function CapsuleScreen({ capsule, baseUrl }: { capsule: Capsule; baseUrl: string }) {
  const { subject, title, markdown, createdAt, createdBy } = capsule;
  const { path, word, place } = SUBJECTS[subject.kind];
  return (
    <>
      <PageHeader
        crumbs={[place, { label: `Hand-over of ${word}` }]}
        title={title}
        lead={
          <>
            <span>
              Frozen <Moment at={createdAt} isPlain /> by {createdBy}
            </span>
            <LeadDot />
            <span>as it was then, it never changes</span>
          </>
        }
        actions={
          <>
            <CopyButton text={markdown} label="Copy Markdown" />
            <Button onClick={() => window.print()}>Print</Button>
            <ButtonLink href={`${path}/${subject.id}`} variant="filled" className="print:hidden">
              See it as it is now
            </ButtonLink>
          </>
        }
      />
      <Panel>
        <Markdown text={markdown.replaceAll(`](${baseUrl}/`, "](/")} />
      </Panel>
      <p className="mt-4 flex flex-wrap items-center gap-3 sm:hidden print:hidden">
        <CopyButton text={markdown} label="Copy Markdown" />
        <ButtonLink href={`${path}/${subject.id}`}>See it as it is now</ButtonLink>
      </p>
    </>
  );
}
