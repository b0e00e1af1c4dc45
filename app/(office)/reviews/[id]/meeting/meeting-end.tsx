"use client";

import { problemOf, useAnswer } from "@/app/_components/api";
import { formatPlural } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { Button } from "@/app/_components/ui/button";
import { CopyButton } from "@/app/_components/ui/copy-button";
import { Icon } from "@/app/_components/ui/icons";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { ScrollRegion } from "@/app/_components/ui/scroll-region";
import { LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { Review } from "@/lib/contract/review-fields";
import { saveFile } from "../../save-file";
import { type Items, ItemsPanel } from "./meeting-parts";

type Props = { review: Review; items: Items; noteCount: number };

/** How a meeting ends: what is agreed, and the minutes to take along. */
export function MeetingEnd({ review, items, noteCount }: Props) {
  return (
    <>
      <PageHeader
        title={`${formatPlural(items.actions.length, "action item")} open, ${formatPlural(noteCount, "note")} written down.`}
        lead="What is open is carried over to the next review."
      />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ItemsPanel items={items} isWithPipeline />
        <MarkdownPanel review={review} />
      </div>
    </>
  );
}

function MarkdownPanel({ review }: { review: Review }) {
  const answer = useAnswer("getReviewMinutes", { id: review.id });
  const minutes = answer.data;
  return (
    <Panel
      title="Minutes as Markdown"
      actions={
        minutes ? (
          <>
            <CopyButton text={minutes.markdown} />
            <Button
              size="sm"
              variant="ghost"
              onClick={() => saveFile(minutes.fileName, "text/markdown", minutes.markdown)}
            >
              <Icon name="download" /> Download
            </Button>
          </>
        ) : null
      }
      isFlush
    >
      {minutes ? (
        <ScrollRegion label="Minutes" className="max-h-[60vh] bg-sunken">
          <pre className="machine px-4 py-3 wrap-anywhere whitespace-pre-wrap">{minutes.markdown}</pre>
        </ScrollRegion>
      ) : answer.isError ? (
        <ReadFailure
          what="The minutes could not be read."
          problem={problemOf(answer.error)}
          onRetry={() => void answer.refetch()}
        />
      ) : (
        <LoadingSkeleton rows={4} label="Reading the minutes" />
      )}
    </Panel>
  );
}
