import { formatCount, formatDuration } from "@/app/_components/format";
import type { Review } from "@/lib/contract/review-fields";
import { hoursWords } from "@/lib/core/review/words";

type ReviewNumber = Pick<Review["numbers"][number], "key" | "label" | "trend">;

/** "3 the week before", or that nobody wrote that week down. */
export function beforeWords({ key, trend }: Pick<ReviewNumber, "key" | "trend">): string {
  const before = trend.at(-2)?.value ?? null;
  return before === null ? "no review the week before" : `${valueText(key, before)} the week before`;
}

/** What the line of twelve weeks shows, for whoever does not see it. */
export function trendWords({ key, label, trend }: ReviewNumber): string {
  const known = trend.flatMap(({ week, value }) => (value === null ? [] : [`${week}: ${valueText(key, value)}`]));
  const gaps = trend.length - known.length;
  return `${label}, the last ${trend.length} weeks. ${known.join(", ")}${gaps > 0 ? `; not known of ${gaps}` : ""}.`;
}

function valueText(key: ReviewNumber["key"], value: number): string {
  if (key === "time-to-resolve") return formatDuration(value);
  return key === "blind-hours" ? hoursWords(value) : formatCount(value);
}
