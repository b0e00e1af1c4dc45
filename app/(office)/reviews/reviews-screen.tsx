"use client";

import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { api, problemOf, queryKey, usePages } from "@/app/_components/api";
import { formatCount } from "@/app/_components/format";
import { ReadFailure } from "@/app/_components/problem-note";
import { useListKeys } from "@/app/_components/shell/use-list-keys";
import { DataTable } from "@/app/_components/tables/data-table";
import { ListFoot } from "@/app/_components/tables/list-foot";
import { Kbd } from "@/app/_components/ui/kbd";
import { PageHeader } from "@/app/_components/ui/page-header";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { Moment } from "@/app/_components/ui/time";
import { EmptyState, LoadingSkeleton } from "@/app/_components/ui/view-states";
import type { OutputOf } from "@/lib/contract";
import { REVIEW_COLUMNS, type ReviewBrief, ReviewPhoneRow } from "./review-columns";
import { REVIEWS_INPUT } from "./reviews-input";
import { useWriteReview } from "./use-write-review";
import { weekName } from "./week-words";
import { WriteReview } from "./write-review";

type List = OutputOf<"listReviews">;
const SCHEDULE = "/settings/alerts?tab=review";

/** The weeks that were written down, newest first; the next writes itself. */
export function ReviewsScreen({ first }: { first: List }) {
  const list = usePages<ReviewBrief>(
    queryKey("listReviews", REVIEWS_INPUT),
    (cursor) => api.listReviews({ ...REVIEWS_INPUT, cursor }),
    first,
  );
  const rows = list.items ?? [];
  const writing = useWriteReview(rows);
  const keys = useOpenKeys(rows);
  return (
    <>
      <PageHeader
        title={headline(rows)}
        lead={<NextOne at={first.nextAt} />}
        actions={<WriteReview writing={writing} />}
      />
      <div className="mb-3 sm:hidden">
        <WriteReview writing={writing} />
      </div>
      {writing.note}
      <Panel isFlush>
        {list.items ? (
          <DataTable
            caption="Weekly reviews, newest first"
            columns={REVIEW_COLUMNS}
            rows={rows}
            keyOf={({ id }) => id}
            density="fleet"
            activeIndex={keys.activeIndex}
            rowProps={keys.rowProps}
            hrefOf={({ id }) => `/reviews/${id}`}
            phoneRow={(review) => <ReviewPhoneRow review={review} />}
            empty={<NoReviews nextAt={first.nextAt} />}
          />
        ) : list.isError ? (
          <ReadFailure what="The reviews could not be read." problem={problemOf(list.error)} onRetry={list.refetch} />
        ) : (
          <LoadingSkeleton rows={4} label="Reading the reviews" />
        )}
      </Panel>
      <ListFoot
        count={`${formatCount(list.items?.length)} of ${formatCount(list.totalCount)} reviews`}
        onMore={list.hasNextPage ? () => list.fetchNextPage() : undefined}
        isBusy={list.isFetchingNextPage}
      >
        <Kbd>j</Kbd> <Kbd>k</Kbd> move <Kbd>↵</Kbd> open <Kbd>?</Kbd> all keys
      </ListFoot>
    </>
  );
}

function headline([newest]: readonly ReviewBrief[]): string {
  if (!newest) return "No week has been written down yet.";
  return `The last review is of ${weekName(newest.week)}${newest.isPartial ? ", which was not over" : ""}.`;
}

function NextOne({ at }: { at: string | null }) {
  if (at === null)
    return (
      <span>
        Nothing writes itself: there is no schedule. <TextLink href={SCHEDULE}>Set one</TextLink>
      </span>
    );
  return (
    <span>
      The next writes itself <Moment at={at} isPlain />. <TextLink href={SCHEDULE}>Schedule</TextLink>
    </span>
  );
}

function NoReviews({ nextAt }: { nextAt: string | null }) {
  return (
    <EmptyState
      title="There is no review yet."
      evidence={
        <>
          A review is written by the worker from what it counted in a week, and then never changes: losses, failures,
          redrives, pages, cost, and what was agreed.{" "}
          {nextAt === null
            ? "Give it a day and an hour, or write the last week down now."
            : "The first comes by itself."}
        </>
      }
      action={<TextLink href={SCHEDULE}>The schedule of the review</TextLink>}
    />
  );
}

function useOpenKeys(rows: readonly ReviewBrief[]) {
  const router = useRouter();
  const onOpen = useCallback(
    (index: number) => {
      const review = rows[index];
      if (review) router.push(`/reviews/${review.id}`);
    },
    [router, rows],
  );
  return useListKeys({ count: rows.length, onOpen, group: "Reviews" });
}
