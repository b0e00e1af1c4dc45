"use client";

import { Chip } from "@/app/_components/ui/chip";
import { PageHeader } from "@/app/_components/ui/page-header";
import { TextLink } from "@/app/_components/ui/text-link";
import type { Review, ReviewPipeline } from "@/lib/contract/review-fields";
import { pipelineAddress } from "../../review-address";
import { whoseWords } from "../pipeline-columns";
import { PipelineWeek } from "../pipeline-week";
import { TalkList } from "../talk-list";
import { type Items, ItemsPanel, type Minutes, MinutesPanel } from "./meeting-parts";

type Props = { review: Review; pipeline: ReviewPipeline; items: Items; minutes: Minutes };

/** One pipeline on one screen: why to talk of it, its week, what was agreed and what is said now. */
export function MeetingPipeline({ review, pipeline, items, minutes }: Props) {
  return (
    <>
      <PageHeader
        title={pipeline.name}
        lead={
          <>
            {pipeline.isGone ? <Chip>deleted in this week</Chip> : null}
            <span>{whoseWords(pipeline)}</span>
            <TextLink href={pipelineAddress(review.id, pipeline.id)}>its page in this review</TextLink>
          </>
        }
      />
      <div className="mb-4">
        <TalkList pipeline={pipeline} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
        <PipelineWeek reviewId={review.id} pipeline={pipeline} />
        <div className="grid gap-4">
          <MinutesPanel minutes={minutes} reviewId={review.id} pipelineId={pipeline.id} about={pipeline.name} />
          <ItemsPanel items={items} />
        </div>
      </div>
    </>
  );
}
