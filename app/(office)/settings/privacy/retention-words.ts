import { formatCount, formatPlural } from "@/app/_components/format";
import type { Retention, RetentionPreview } from "@/lib/contract/retention";

type KindCount = RetentionPreview["kinds"][number];

/** What would go of one kind, and what keeps others back. */
export function dueWords({ kind, goes, keptByHold, keptByPlan, onlyCopies }: KindCount): string {
  const parts = [
    goes === 0 ? "none goes now" : `${formatCount(goes)} ${goes === 1 ? "goes" : "go"} now`,
    ...(kind === "vault" && onlyCopies > 0 ? [`for ${formatCount(onlyCopies)} of them this is the only copy`] : []),
    ...(keptByHold > 0 ? [`${formatCount(keptByHold)} kept by a legal hold`] : []),
    ...(keptByPlan > 0 ? [`${formatCount(keptByPlan)} kept while a run or plan needs them`] : []),
  ];
  return parts.join(" · ");
}

/** How many things go by new rules, for the button that saves them. */
export function totalDue({ kinds }: RetentionPreview): number {
  return kinds.reduce((sum, { goes }) => sum + goes, 0);
}

export function roundWords({ lastRound, secondCopiesLeft, kinds }: Retention): string[] {
  if (!lastRound) return ["The worker has not looked yet."];
  const erased = kinds.flatMap(({ kind, name }) => {
    const count = lastRound.erased[kind] ?? 0;
    return count > 0 ? [`${formatCount(count)} ${name}`] : [];
  });
  return [
    lastRound.endedAt === null ? "A round is under way." : "",
    erased.length > 0 ? `The last round erased ${erased.join(", ")}.` : "The last round erased nothing.",
    lastRound.keptByHold > 0 ? `${formatCount(lastRound.keptByHold)} kept by a legal hold.` : "",
    lastRound.keptByPlan > 0 ? `${formatCount(lastRound.keptByPlan)} kept while a run or plan needs them.` : "",
    secondCopiesLeft > 0
      ? `${formatPlural(secondCopiesLeft, "second copy", "second copies")} of erased vault items could not be deleted yet.`
      : "",
  ].filter((text) => text !== "");
}
