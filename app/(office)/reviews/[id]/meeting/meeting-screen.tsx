"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAnswer } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { useUrlParams } from "@/app/_components/use-url-params";
import type { OutputOf } from "@/lib/contract";
import type { Review } from "@/lib/contract/review-fields";
import { OPEN_ACTIONS } from "../../reviews-input";
import { ActionDialog } from "../action-dialog";
import { useEndAction } from "../use-end-action";
import { MeetingBar } from "./meeting-bar";
import { MeetingEnd } from "./meeting-end";
import { MeetingPipeline } from "./meeting-pipeline";
import { placeIn, placeText, stepFrom } from "./meeting-place";
import { MeetingStart } from "./meeting-start";
import { useTalkTime } from "./meeting-timer";
import { useChosenAction } from "./use-chosen-action";
import { useMeetingKeys } from "./use-meeting-keys";

type Props = { review: Review; actions: OutputOf<"listReviewActions">; notes: OutputOf<"listReviewNotes"> };

/** The review as a meeting goes through it: page one, one screen for each pipeline, and what was agreed. */
export function MeetingScreen({ review, actions: first, notes: firstNotes }: Props) {
  const { place, pipeline, go } = usePlace(review);
  const [isAgreeing, setAgreeing] = useState(false);
  const noteBox = useRef<HTMLTextAreaElement>(null);
  const notes = (useAnswer("listReviewNotes", { id: review.id }, { initialData: firstNotes }).data ?? firstNotes).items;
  const actions = (useAnswer("listReviewActions", OPEN_ACTIONS, { initialData: first }).data ?? first).items;
  const shown = useMemo(
    () => (pipeline ? actions.filter(({ pipelineId }) => pipelineId === pipeline.id) : actions),
    [actions, pipeline],
  );
  const ending = useEndAction();
  const refusal = useRefusal("reviews.write");
  const { chosen, choose } = useChosenAction(shown);
  const { end } = ending;
  const done = useMemo(
    () => (chosen && !refusal ? () => end(chosen, { state: "done" }) : undefined),
    [chosen, refusal, end],
  );
  const agree = useCallback(() => !refusal && setAgreeing(true), [refusal]);
  const note = useCallback(() => noteBox.current?.focus(), []);
  useMeetingKeys({ ...go, note, agree, done, choose });
  const items = { actions: shown, ending, activeId: done ? chosen?.id : undefined, onAgree: agree };
  const minutes = { notes: notes.filter((one) => one.pipelineId === (pipeline?.id ?? null)), noteBox, refusal };
  return (
    <div data-meeting className="mx-auto max-w-[1200px]">
      <MeetingBar review={review} place={place} seconds={useTalkTime(String(place))} go={go} />
      {pipeline ? (
        <MeetingPipeline key={pipeline.id} {...{ review, pipeline, items, minutes }} />
      ) : place === "end" ? (
        <MeetingEnd review={review} items={items} noteCount={notes.length} />
      ) : (
        <MeetingStart review={review} items={items} minutes={minutes} />
      )}
      {isAgreeing ? (
        <ActionDialog reviewId={review.id} {...(pipeline && { pipeline })} onClose={() => setAgreeing(false)} />
      ) : null}
    </div>
  );
}

/** Where the meeting is, which stands in the address, and the ways from there. */
function usePlace(review: Review) {
  const [parameters, change] = useUrlParams();
  const router = useRouter();
  const { id, pipelines } = review;
  const count = pipelines.length;
  const place = placeIn(parameters, count);
  useEffect(() => {
    if (place !== undefined) window.scrollTo(0, 0);
  }, [place]);
  const go = useMemo(() => {
    const step = (by: 1 | -1) => change({ at: placeText(stepFrom(place, by, count)) }, { isStep: true });
    return {
      next: () => step(1),
      previous: () => step(-1),
      leave: () => router.push(`/reviews/${id}`),
    };
  }, [change, router, place, count, id]);
  return { place, go, pipeline: typeof place === "number" ? pipelines[place - 1] : undefined };
}
export type Go = ReturnType<typeof usePlace>["go"];
