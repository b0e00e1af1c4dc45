import { formatPlural } from "@/app/_components/format";
import { BlindRow } from "@/app/_components/ui/view-states";
import type { Review } from "@/lib/contract/review-fields";

/** What its reader may not see, said once. */
export function LeftOut({ review: { leftOutCount } }: { review: Review }) {
  if (leftOutCount === 0) return null;
  return (
    <BlindRow className="mt-4">
      {formatPlural(leftOutCount, "pipeline")} {leftOutCount === 1 ? "is" : "are"} left out: you see a part of{" "}
      {leftOutCount === 1 ? "it" : "them"} only. Numbers are sums over what you may see.
    </BlindRow>
  );
}
