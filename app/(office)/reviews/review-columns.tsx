import Link from "next/link";
import { formatCount, formatPlural } from "@/app/_components/format";
import type { Column } from "@/app/_components/tables/data-table";
import { Chip } from "@/app/_components/ui/chip";
import { Moment } from "@/app/_components/ui/time";
import type { OutputOf } from "@/lib/contract";
import { weekWords } from "./week-words";

export type ReviewBrief = OutputOf<"listReviews">["items"][number];

export const REVIEW_COLUMNS: Column<ReviewBrief>[] = [
  { key: "week", header: "Week", width: 210, cell: (review) => <WeekCell review={review} /> },
  {
    key: "headline",
    header: "What it says",
    cell: ({ id, headline }) => (
      <Link href={`/reviews/${id}`} title={headline} className="line-clamp-2 rounded-xs hover:underline">
        {headline}
      </Link>
    ),
  },
  {
    key: "pipelines",
    header: "Pipelines",
    width: 90,
    isNumber: true,
    cell: ({ pipelineCount }) => formatCount(pipelineCount),
  },
  {
    key: "written",
    header: "Written",
    width: 190,
    from: "lg",
    isRight: true,
    cell: ({ writtenAt, writtenBy }) => (
      <>
        <div>
          <Moment at={writtenAt} isPlain />
        </div>
        <div className="truncate text-xs text-ink-3">by {writtenBy}</div>
      </>
    ),
  },
];

function WeekCell({ review }: { review: ReviewBrief }) {
  return (
    <>
      <span className="weight-emphasis flex items-center gap-2">
        {review.week} {review.isPartial ? <Chip tone="warn">partial</Chip> : null}
      </span>
      <span className="block truncate text-xs text-ink-3">{weekWords(review)}</span>
    </>
  );
}

/** The same on a phone: week, what it says. */
export function ReviewPhoneRow({ review }: { review: ReviewBrief }) {
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="weight-emphasis">{review.week}</span>
        {review.isPartial ? <Chip tone="warn">partial</Chip> : null}
        <span className="ml-auto text-xs text-ink-3">{formatPlural(review.pipelineCount, "pipeline")}</span>
      </span>
      <span className="line-clamp-2">{review.headline}</span>
    </>
  );
}
