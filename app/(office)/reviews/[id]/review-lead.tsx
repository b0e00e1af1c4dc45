import { Chip } from "@/app/_components/ui/chip";
import { LeadDot } from "@/app/_components/ui/page-header";
import { Moment } from "@/app/_components/ui/time";
import type { Review } from "@/lib/contract/review-fields";
import { weekWords } from "../week-words";

/** Which week it is, in whose zone, and when and by whom it was frozen. */
export function ReviewLead({ review }: { review: Review }) {
  return (
    <>
      {review.isPartial ? <Chip tone="warn">partial: its week was not over</Chip> : null}
      <span className="weight-emphasis text-ink">{review.week}</span>
      <span>{weekWords(review)}</span>
      <span className="text-ink-3">{review.zone}</span>
      <LeadDot />
      <span>
        frozen <Moment at={review.writtenAt} isPlain /> by {review.writtenBy}
      </span>
    </>
  );
}
