"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useKeys } from "@/app/_components/shell/key-provider";
import { ButtonLink } from "@/app/_components/ui/button";
import { PageHeader } from "@/app/_components/ui/page-header";
import type { OutputOf } from "@/lib/contract";
import type { Review } from "@/lib/contract/review-fields";
import { ActionsPanel } from "./actions-panel";
import { DecisionsPanel } from "./decisions-panel";
import { LeftOut } from "./left-out";
import { NumberCards } from "./number-cards";
import { PipelinesPanel } from "./pipelines-panel";
import { PrintedPipelines } from "./printed-pipelines";
import { ReviewLead } from "./review-lead";
import { ReviewTools } from "./review-tools";
import { TeamsPanel } from "./teams-panel";
import { TotalsPanel } from "./totals-panel";

type Props = {
  review: Review;
  actions: OutputOf<"listReviewActions">;
  notes: OutputOf<"listReviewNotes">;
};

/** A week on one page: what it came to, what must be decided, what was agreed, and which pipelines need talking about. */
export function ReviewScreen({ review, actions, notes }: Props) {
  useMeetingKey(review.id);
  const meeting = (
    <ButtonLink
      variant="filled"
      shortcut="m"
      href={`/reviews/${review.id}/meeting`}
      className="max-sm:w-full print:hidden"
    >
      Hold the meeting
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Review", href: "/reviews" }, { label: review.week }]}
        title={review.headline}
        lead={<ReviewLead review={review} />}
        actions={
          <>
            <ReviewTools review={review} />
            {meeting}
          </>
        }
      />
      <div className="mb-3 grid gap-2 sm:hidden print:hidden">
        {meeting}
        <ReviewTools review={review} />
      </div>
      <NumberCards review={review} />
      <LeftOut review={review} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <div className="grid min-w-0 gap-4">
          <DecisionsPanel review={review} />
          <ActionsPanel reviewId={review.id} first={actions} />
          <TeamsPanel review={review} />
        </div>
        <TotalsPanel review={review} noteCount={notes.items.length} />
      </div>
      <div className="mt-4">
        <PipelinesPanel review={review} />
      </div>
      <PrintedPipelines review={review} />
    </>
  );
}

function useMeetingKey(id: string) {
  const router = useRouter();
  useKeys(
    useMemo(
      () => [
        { keys: "m", label: "Hold the meeting", group: "Review", run: () => router.push(`/reviews/${id}/meeting`) },
      ],
      [router, id],
    ),
  );
}
