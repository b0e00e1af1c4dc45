"use client";

import { useState } from "react";
import { useCommand } from "@/app/_components/api";
import { useRefusal } from "@/app/_components/me";
import { ProblemNote } from "@/app/_components/problem-note";
import { useNow } from "@/app/_components/ui/clock";
import { TextLink } from "@/app/_components/ui/text-link";
import { weekAt } from "@/lib/core/review/week";
import type { ReviewBrief } from "./review-columns";

interface Asked {
  readonly week: string;
  /** How many there were of that week when it was asked for. */
  readonly before: number;
  readonly reviewId: string | null;
}

/** Asks for a review and says what becomes of the wish, until it is in the list. */
export function useWriteReview(reviews: readonly ReviewBrief[]) {
  const [asked, setAsked] = useState<Asked>();
  const refusal = useRefusal("reviews.write", "everything");
  const present = weekAt(new Date(useNow(60)), reviews[0]?.zone ?? "UTC");
  const countOf = (week: string) => reviews.filter((one) => one.week === week).length;
  const write = useCommand("writeReview", {
    onDone: ({ week, reviewId }) => setAsked({ week, reviewId, before: countOf(week) }),
  });
  const written =
    asked && countOf(asked.week) > asked.before ? reviews.find(({ week }) => week === asked.week) : undefined;
  const readyId = written?.id ?? asked?.reviewId;
  return {
    refusal,
    present,
    isBusy: write.isBusy,
    writeLast: () => write.run({}),
    writePresent: () => write.run({ week: present }),
    note: write.problem ? (
      <div className="mb-3">
        <ProblemNote problem={write.problem} />
      </div>
    ) : asked ? (
      <p role="status" className="mb-3 rounded-md border bg-surface px-3.5 py-2">
        {readyId ? (
          <>
            {written ? "Written: " : "There is one already, and it does not change: "}
            <TextLink href={`/reviews/${readyId}`}>the review of {asked.week}</TextLink>
          </>
        ) : (
          `The review of ${asked.week} is being written. It appears here within a minute.`
        )}
      </p>
    ) : null,
  };
}
export type Writing = ReturnType<typeof useWriteReview>;
