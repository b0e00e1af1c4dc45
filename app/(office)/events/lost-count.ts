import type { EventRule } from "@/lib/contract/event-buses";

type Counts = Pick<NonNullable<EventRule["figures24h"]>, "failedCount" | "deadLetteredCount" | "refusedByQueueCount">;
type Rule = Pick<EventRule, "state"> & { readonly figures24h: Counts | null };

/**
 * How many events of a rule are gone: those that its dead-letter queue refused, and of a rule that loses events also those
 * that failed and that no queue took. Null where EventBridge told neither.
 */
export function lostCount({ state, figures24h }: Rule): number | null {
  if (figures24h === null) return null;
  const { failedCount, deadLetteredCount, refusedByQueueCount } = figures24h;
  if (state !== "losing" || failedCount === null) return refusedByQueueCount;
  return Math.max(refusedByQueueCount ?? 0, failedCount - (deadLetteredCount ?? 0));
}
