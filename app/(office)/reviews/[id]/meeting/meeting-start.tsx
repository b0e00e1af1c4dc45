"use client";

import { PageHeader } from "@/app/_components/ui/page-header";
import type { Review } from "@/lib/contract/review-fields";
import { DecisionsPanel } from "../decisions-panel";
import { LeftOut } from "../left-out";
import { NumberCards } from "../number-cards";
import { ReviewLead } from "../review-lead";
import { type Items, ItemsPanel, type Minutes, MinutesPanel } from "./meeting-parts";

type Props = { review: Review; items: Items; minutes: Minutes };

/** How a meeting begins: the week in six numbers, what must be decided, and what was agreed before. */
export function MeetingStart({ review, items, minutes }: Props) {
  return (
    <>
      <PageHeader title={review.headline} lead={<ReviewLead review={review} />} />
      <NumberCards review={review} />
      <LeftOut review={review} />
      <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <div className="grid gap-4">
          <DecisionsPanel review={review} />
          <ItemsPanel items={items} isWithPipeline />
        </div>
        <MinutesPanel minutes={minutes} reviewId={review.id} about="the whole week" />
      </div>
    </>
  );
}
