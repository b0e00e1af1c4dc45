import { lastWholeWeek, shiftWeek } from "@/lib/core/review/week";
import { writeDueReviews } from "@/lib/operations/reviews/write-review";
import { aCase, anId, type Case } from "./case";
import type { Stage } from "./day-one-cases";

/** The cases of reviews, their minutes and what was agreed in them. */
export function reviewCases(stage: () => Stage): readonly Case[] {
  const week = shiftWeek(lastWholeWeek(new Date(), "UTC"), -1);
  const reviewId = async () => {
    const { world } = stage();
    await world.ask("writeReview", { week });
    await writeDueReviews(world.worker());
    return (await world.ask("getReview", { id: week })).id;
  };
  let count = 0;
  const action = () => stage().world.ask("createReviewAction", { text: "Mend it", owner: "checkout" });
  return [
    aCase({
      id: "writeReview",
      right: () => ({ week: shiftWeek(week, -1 - (++count % 4)) }),
      leaves: "review.asked",
    }),
    aCase({
      id: "addReviewNote",
      right: async () => ({ id: await reviewId(), text: `said ${++count}` }),
      leaves: "review.noted",
      absent: { id: anId("rev"), text: "said" },
    }),
    aCase({
      id: "createReviewAction",
      right: () => ({ text: `Mend it ${++count}`, owner: "checkout" }),
      leaves: "action-item.created",
      absent: { text: "Mend it", owner: "checkout", pipelineId: anId("pl") },
    }),
    aCase({
      id: "updateReviewAction",
      right: async () => ({ id: (await action()).id, version: 1, owner: "payments" }),
      leaves: "action-item.changed",
      absent: { id: anId("act"), version: 1 },
    }),
    aCase({
      id: "updateReviewAction",
      of: "end",
      right: async () => ({ id: (await action()).id, version: 1, state: "done" }),
      leaves: "action-item.ended",
    }),
  ];
}
