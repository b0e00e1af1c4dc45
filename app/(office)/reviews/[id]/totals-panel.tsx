import { formatPlural } from "@/app/_components/format";
import { Panel } from "@/app/_components/ui/panel";
import { TextLink } from "@/app/_components/ui/text-link";
import { usdListText } from "@/app/_components/usd-range";
import type { Review } from "@/lib/contract/review-fields";
import { hoursWords } from "@/lib/core/review/words";
import { FigureLines } from "../figure-lines";
import { type FigureLine, sumLines } from "../sum-lines";

/** Everything else that was counted, over all that may be seen; below it what was said in the meeting. */
export function TotalsPanel({ review, noteCount }: { review: Review; noteCount: number }) {
  return (
    <Panel title="All of it" hint="each figure opens its list" isFlush>
      <FigureLines reviewId={review.id} lines={[...sumLines(review.totals), ...ownLines(review)]} />
      <p className="border-t px-4 py-2 text-xs text-ink-2">
        {noteCount === 0 ? (
          "Nobody has written minutes yet."
        ) : (
          <TextLink href={`/reviews/${review.id}/meeting?at=end`}>Minutes: {formatPlural(noteCount, "note")}</TextLink>
        )}
      </p>
    </Panel>
  );
}

function ownLines({ totals: { ownCost, blindHours } }: Review): FigureLine[] {
  return [
    {
      label: "This tool",
      figures: [
        ownCost === null
          ? { value: "not measured", words: "own cost", tone: "unknown" }
          : { value: usdListText(ownCost), words: "own cost", kinds: ["own-cost"] },
        { value: hoursWords(blindHours), words: "blind", kinds: ["blind"], tone: blindHours > 0 ? "unknown" : "ink-3" },
      ],
    },
  ];
}
