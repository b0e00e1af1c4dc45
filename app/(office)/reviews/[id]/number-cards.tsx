import Link from "next/link";
import { Sparkline } from "@/app/_components/charts/sparkline";
import { cn } from "@/app/_components/cn";
import { Chip } from "@/app/_components/ui/chip";
import type { Review } from "@/lib/contract/review-fields";
import { factsAddress } from "../review-address";
import { beforeWords, trendWords } from "./trend-words";

type Number = Review["numbers"][number];

/** The week in at most six numbers, each with twelve weeks behind it; each opens its list. */
export function NumberCards({ review }: { review: Review }) {
  return (
    <section aria-label="Numbers of the week" className="overflow-hidden rounded-lg border bg-surface">
      <dl className="grid sm:grid-cols-2 xl:grid-cols-3">
        {review.numbers.map((number) => (
          <NumberCard key={number.key} number={number} reviewId={review.id} />
        ))}
      </dl>
    </section>
  );
}

function NumberCard({ number, reviewId }: { number: Number; reviewId: string }) {
  const { label, words, value, why, isEstimate, factKinds, trend } = number;
  const isKnown = value !== null;
  return (
    <div className="cell-lines relative flex min-w-0 flex-col px-4 pt-[11px] pb-3 hover:bg-hover">
      <dt className="flex items-center gap-2 text-xs text-ink-3">
        <Link
          href={factsAddress(reviewId, { kinds: factKinds })}
          className="after:absolute after:inset-0 focus-visible:outline-offset-4"
        >
          {label}
        </Link>
        {isEstimate && isKnown ? <Chip>estimate</Chip> : null}
      </dt>
      <dd className="mt-0.5 flex min-w-0 items-end justify-between gap-x-3">
        <span
          className={cn(
            "figure-tight min-w-0 text-xl leading-[26px] font-semibold wrap-anywhere first-letter:uppercase",
            !isKnown && "text-unknown",
            number.key === "lost" && (value ?? 0) > 0 && "text-danger",
          )}
        >
          {words}
        </span>
        <span className="grid flex-none justify-items-end gap-0.5">
          <Sparkline values={trend.map((point) => point.value)} label={trendWords(number)} isGrey={!isKnown} />
          <span className="text-2xs text-ink-3">{beforeWords(number)}</span>
        </span>
      </dd>
      {why ? <dd className="mt-1 max-w-[60ch] text-xs text-ink-2">{why}</dd> : null}
    </div>
  );
}
