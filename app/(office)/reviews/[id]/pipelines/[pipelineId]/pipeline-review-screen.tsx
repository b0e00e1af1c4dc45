"use client";

import { useAnswer } from "@/app/_components/api";
import { ButtonLink } from "@/app/_components/ui/button";
import { Chip } from "@/app/_components/ui/chip";
import { LeadDot, PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import type { OutputOf } from "@/lib/contract";
import type { Review, ReviewPipeline } from "@/lib/contract/review-fields";
import { pipelineAddress } from "../../../review-address";
import { ActionList } from "../../action-list";
import { NoteList } from "../../note-list";
import { whoseWords } from "../../pipeline-columns";
import { PipelineWeek } from "../../pipeline-week";
import { TalkList } from "../../talk-list";
import { useEndAction } from "../../use-end-action";

type Props = {
  review: Review;
  pipeline: ReviewPipeline;
  actions: OutputOf<"listReviewActions">;
  notes: OutputOf<"listReviewNotes">;
};

/** One pipeline in one week: what to talk about, what was counted, what was said and what was agreed. */
export function PipelineReviewScreen({ review, pipeline, actions: first, notes: firstNotes }: Props) {
  const ending = useEndAction();
  const asked = { state: "open", pipelineId: pipeline.id, limit: 50 } as const;
  const actions = useAnswer("listReviewActions", asked, { initialData: first }).data ?? first;
  const notes = useAnswer("listReviewNotes", { id: review.id }, { initialData: firstNotes }).data ?? firstNotes;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Review", href: "/reviews" },
          { label: review.week, href: `/reviews/${review.id}` },
          { label: pipeline.name },
        ]}
        position={<Neighbours review={review} position={pipeline.position} />}
        title={pipeline.name}
        lead={<Lead review={review} pipeline={pipeline} />}
        actions={pipeline.isGone ? undefined : <ButtonLink href={`/pipelines/${pipeline.id}`}>As it is now</ButtonLink>}
      />
      <div className="mb-4">
        <TalkList pipeline={pipeline} />
      </div>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_380px]">
        <PipelineWeek reviewId={review.id} pipeline={pipeline} />
        <div className="grid gap-4">
          <Panel title="Action items" hint="as they stand now" isFlush>
            {ending.problem ? <div className="px-4 py-2">{ending.problem}</div> : null}
            <ActionList actions={actions.items} ending={ending} />
          </Panel>
          <Panel title="Minutes" isFlush>
            <NoteList notes={notes.items.filter((note) => note.pipelineId === pipeline.id)} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function Lead({ review, pipeline }: { review: Review; pipeline: ReviewPipeline }) {
  return (
    <>
      {pipeline.isGone ? <Chip>deleted in this week</Chip> : null}
      <span>{whoseWords(pipeline)}</span>
      <LeadDot />
      <span>in {review.week}</span>
    </>
  );
}

function Neighbours({ review, position }: { review: Review; position: number }) {
  const [before, after] = [review.pipelines[position - 2], review.pipelines[position]];
  return (
    <>
      {before ? (
        <ButtonLink size="sm" variant="ghost" href={pipelineAddress(review.id, before.id)}>
          Previous
        </ButtonLink>
      ) : null}
      <span>
        {position} of {review.pipelines.length}
      </span>
      {after ? (
        <ButtonLink size="sm" variant="ghost" href={pipelineAddress(review.id, after.id)}>
          Next
        </ButtonLink>
      ) : null}
    </>
  );
}
