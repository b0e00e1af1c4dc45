import { formatCount, formatPlural } from "@/app/_components/format";
import type { Erasure } from "@/lib/contract/erasure";

type Counts = NonNullable<Erasure["counts"]>;

export function isUnderWay({ state }: Pick<Erasure, "state">): boolean {
  return state === "asked" || state === "erasing";
}

/** What a preview found, as a sentence. */
export function foundWords(counts: Counts): string {
  const parts = [
    [counts.messages, "message", "messages"],
    [counts.vaultItems, "vault item", "vault items"],
    [counts.secondCopies, "second copy", "second copies"],
    [counts.evidence, "finding in logs", "findings in logs"],
    [counts.executions, "failed execution", "failed executions"],
    [counts.classTexts, "title of a failure", "titles of failures"],
    [counts.notes, "note", "notes"],
    [counts.savedViews, "saved view", "saved views"],
  ] as const;
  const named = parts.flatMap(([count, one, many]) => (count > 0 ? [formatPlural(count, one, many)] : []));
  return named.length === 0 ? "Nothing was found." : `Found: ${named.join(", ")}.`;
}

/** What somebody must know before it is confirmed. */
export function warnings({ counts, holds }: Erasure): string[] {
  if (!counts) return [];
  const { onlyCopies, stillInQueue, inOpenRuns, unreadable } = counts;
  return [
    ...holds.map(({ holdId, count }) => `${formatPlural(count, "message")} under legal hold ${holdId}: lift it first.`),
    ...(onlyCopies > 0 ? [`For ${formatPlural(onlyCopies, "message")} the vault has the only copy there is.`] : []),
    ...(stillInQueue > 0
      ? [
          `${formatPlural(stillInQueue, "message")} in a dead-letter queue still: AWS's copy stays until it is discarded or expires. It is not captured again.`,
        ]
      : []),
    ...(inOpenRuns > 0 ? [`${formatPlural(inOpenRuns, "message")} in an open run: erased when it has ended.`] : []),
    ...(unreadable > 0
      ? [`Of ${formatPlural(unreadable, "message")} no original is kept that the value could be looked for in.`]
      : []),
  ];
}

export function stateWords({ state, erasedCount, plannedCount, keptCount, secondCopiesLeft }: Erasure): string {
  const of = `${formatCount(erasedCount)} of ${formatCount(erasedCount + plannedCount + keptCount)} erased`;
  if (state === "asked") return "Looking…";
  if (state === "previewed") return "Not confirmed";
  if (state === "erasing") return `Erasing: ${of}`;
  if (state === "done") return `Done: ${of}`;
  if (state === "expired") return "Not confirmed in time";
  const left = [
    ...(keptCount > 0 ? [`${formatCount(keptCount)} kept`] : []),
    ...(secondCopiesLeft > 0 ? [`${formatPlural(secondCopiesLeft, "second copy", "second copies")} left`] : []),
  ];
  return `Partly: ${[of, ...left].join(", ")}`;
}
